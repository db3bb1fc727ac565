/** A person of whom every table with a person in it has a row: what the export of everything has to find. */

import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { apiKeys } from '../../db/schema/api-keys';
import { emailChanges } from '../../db/schema/email-changes';
import { factorResets } from '../../db/schema/factor-resets';
import { identities } from '../../db/schema/identities';
import { invitations } from '../../db/schema/invitations';
import { knownDevices } from '../../db/schema/known-devices';
import { mails } from '../../db/schema/mails';
import { oneTimeTokens } from '../../db/schema/one-time-tokens';
import { passkeys } from '../../db/schema/passkeys';
import { signUps } from '../../db/schema/sign-ups';
import { supportGrants } from '../../db/schema/support-grants';
import { totpAuthenticators } from '../../db/schema/totp-authenticators';
import { keepDraft } from '../../lib/flows/drafts/keep-draft';
import { changePlan } from '../../lib/flows/sample/change-plan';
import { addTask, createProject } from '../../lib/flows/sample/change-projects';
import { revokeSession } from '../../lib/flows/session/revoke-session';
import { hashOfSecret } from '../../lib/secret';
import type { FlowWorld } from './flow-world';

const mark = () => `mark-${randomBytes(6).toString('hex')}`;

const marked = [
  'company', // only: plans
  'project', // only: sample
  'task', // only: sample
  'draft', // only: drafts
  'newEmail',
  'device',
  'passkey',
  'site',
  'guest',
  'key',
] as const;
type Marked = (typeof marked)[number];

/** A person with something in every table, all of it marked. */
export async function personWithEverything(world: FlowWorld) {
  const person = await world.person(mark());
  const { userId } = person;
  const ctx = await world.inOwn(person.secret);
  const marks = Object.fromEntries(marked.map((name) => [name, mark()])) as Record<Marked, string>;
  const billing = { company: marks.company, address: 'Street 1', country: 'DE', vatId: '' }; // only: plans
  await changePlan(ctx, { plan: 'team', billing }); // only: plans
  const { id } = await createProject(ctx, { name: marks.project, description: '' }); // only: sample
  await addTask(ctx, { id, title: marks.task }); // only: sample
  await keepDraft(ctx, { form: 'full-person:new', fields: { name: marks.draft }, seen: 0 }); // only: drafts
  const phone = await world.anotherSession(person);
  await revokeSession(ctx, { sessionId: phone.sessionId });
  const hashes = [randomBytes(32), randomBytes(32), randomBytes(32)] as const;
  const told = mark();
  await world.db.insert(emailChanges).values({ userId, oldEmail: person.email, newEmail: marks.newEmail });
  await world.db.insert(knownDevices).values({ userId, deviceHash: hashes[0], deviceName: marks.device });
  await world.db
    .insert(mails)
    .values({ userId, kind: 'new_sign_in', recipient: person.email, facts: { device: told } });
  await world.db.insert(oneTimeTokens).values({ userId, purpose: 'reset_password', tokenHash: hashes[1] });
  await world.db
    .insert(totpAuthenticators)
    .values({ userId, sealedSeed: hashes[0], sealedUnder: told, confirmedAt: sql`now()` });
  await world.db.insert(passkeys).values({
    ...{ userId, credentialId: told, publicKey: hashes[0], counter: 0, synced: false },
    name: marks.passkey,
  });
  await world.db.insert(identities).values({ userId, provider: 'google', subject: told, email: marks.site });
  await world.db.insert(factorResets).values({ userId });
  await world.db
    .insert(supportGrants)
    .values({ userId, askedBy: userId, reason: marks.passkey, expiresAt: sql`now() + interval '1 hour'` });
  await world.db.insert(invitations).values({
    ...{ organizationId: ctx.organization.id, invitedBy: userId },
    ...{ email: marks.guest, role: 'member' },
  });
  await world.db.insert(apiKeys).values({
    ...{ userId, kind: 'person', name: marks.key, scopes: [], tokenHash: hashes[2], lastFour: 'x7Qz' },
    ...{ lifetimeDays: 30, expiresAt: sql`now() + interval '30 days'` },
  });
  await world.db.insert(signUps).values({ userId, name: told, passwordHash: told });
  return {
    person,
    marks,
    hashes: [...hashes, hashOfSecret(person.secret), hashOfSecret(phone.secret)],
    told,
  };
}
