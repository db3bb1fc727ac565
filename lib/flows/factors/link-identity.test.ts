import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { identities } from '../../../db/schema/identities';
import { claimed } from '../../../tests/support/claims';
import { codeWorld } from '../../../tests/support/email-codes';
import { flowWorld, type Person, trailOf } from '../../../tests/support/flow-world';
import { removeIdentities } from '../../identity/store';
import { addPasskeyRow } from '../../passkey/store';
import { hashOfSecret } from '../../secret';
import { stepUp } from '../session/step-up';
import { signInWith } from '../sign-in/sign-in-with-provider';
import { identitiesOf, linkIdentity, unlinkIdentity } from './link-identity';

const world = flowWorld();
const { askedToStepUp } = codeWorld(world);
type Held = Pick<Person, 'secret'>;

const link = async ({ secret }: Held, claim = claimed()) =>
  linkIdentity(await world.signedIn(secret), { claim, presented: hashOfSecret(secret) });
const unlink = async ({ secret }: Held, id: string) =>
  unlinkIdentity(await world.signedIn(secret), { id, presented: hashOfSecret(secret) });
const linked = (userId: string) => world.db.select().from(identities).where(eq(identities.userId, userId));

/** Connected; goes on under its new secret. */
async function linkedTo(who: Held, claim = claimed()): Promise<Held> {
  const result = await link(who, claim);
  if (!result.ok) throw new Error(result.reason);
  return { secret: result.value.secret };
}

/** Somebody who came by a provider, has no password, and has given a code from a mail since. */
async function withoutPassword() {
  const claim = claimed();
  const result = await signInWith(world.ctx(), { claim, remember: false });
  if (!result.ok) throw new Error(result.reason);
  const [identity] = await linked(result.value.userId);
  if (!identity) throw new Error('it is not connected');
  const ctx = await world.signedIn(result.value.secret);
  const emailCode = await askedToStepUp(ctx);
  const proven = await stepUp(ctx, { emailCode, presented: hashOfSecret(result.value.secret) });
  if (!proven.ok) throw new Error(proven.reason);
  return { ...result.value, ...proven.value, claim, identityId: identity.id };
}

describe('connecting', () => {
  test('ends other sessions, goes on under a new secret, mails, and signs in from then on', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const claim = claimed();
    const result = await link(person, claim);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.ended).toBe(1);
    expect(await world.resume(person.secret)).toEqual({ kind: 'superseded' });
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'ended', reason: 'factors_changed' });
    const mail = (await world.mailsTo(person.email)).find(({ kind }) => kind === 'identity_linked');
    expect(mail?.facts).toMatchObject({ provider: 'google' });
    const events = await world.audit(person.sessionId);
    expect(trailOf(events)).toContain('identity_linked');
    expect(events.find(({ event }) => event === 'identity_linked')?.data).toEqual({ provider: 'google' });
    const back = await signInWith(world.ctx(), { claim, remember: false });
    expect(back.ok && back.value.userId).toBe(person.userId);
  });

  test('is refused after the window, for an unverified address, and for one that is connected already', async () => {
    const person = await world.person();
    expect(await link(person, claimed({ emailVerified: false }))).toMatchObject({
      reason: 'address_unverified',
    });
    await world.age(person.sessionId, { authenticatedAt: 601 });
    expect(await link(person)).toMatchObject({ reason: 'proof_needed' });
    await world.age(person.sessionId, { authenticatedAt: 0 });
    expect(await linked(person.userId)).toEqual([]);
    const claim = claimed();
    const here = await linkedTo(person, claim);
    expect(await link(here, claim)).toMatchObject({ reason: 'already_linked' });
    const stranger = await world.person();
    expect(await link(stranger, claim)).toMatchObject({ reason: 'linked_elsewhere' });
    expect(await world.resume(stranger.secret)).toMatchObject({ kind: 'active' });
    expect(await linked(stranger.userId)).toEqual([]);
  });

  test('one account elsewhere by two people at once gives it to one of them', async () => {
    const [one, other, claim] = [await world.person(), await world.person(), claimed()];
    const results = await Promise.all([link(one, claim), link(other, claim)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is refused in a session that has ended meanwhile', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    await world.db.execute(
      sql`update sessions set ended_at = now(), ended_reason = 'signed_out' where id = ${person.sessionId}`,
    );
    const presented = hashOfSecret(person.secret);
    expect(await linkIdentity(ctx, { claim: claimed(), presented })).toMatchObject({
      reason: 'session_ended',
    });
    expect(await linked(person.userId)).toEqual([]);
  });
});

describe('disconnecting', () => {
  test('asks who came by the provider alone for proof first: it may have asked nobody anything', async () => {
    const claim = claimed();
    const came = await signInWith(world.ctx(), { claim, remember: false });
    if (!came.ok) throw new Error(came.reason);
    const refused = { ok: false, reason: 'proof_needed' };
    expect(await link(came.value, claimed({ provider: 'github' }))).toEqual(refused);
    const [identity] = await linked(came.value.userId);
    expect(await unlink(came.value, identity?.id ?? '')).toEqual(refused);
  });

  test('ends other sessions and mails, and it opens nothing any more', async () => {
    const claim = claimed({ provider: 'github' });
    const person = await world.person();
    const here = await linkedTo(person, claim);
    const other = await world.anotherSession(person);
    const [identity] = await identitiesOf(await world.signedIn(here.secret));
    const result = await unlink(here, identity?.id ?? '');
    expect(result).toMatchObject({ ok: true, value: { ended: 1, value: 'github' } });
    expect(await linked(person.userId)).toEqual([]);
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'ended', reason: 'factors_changed' });
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toContain('identity_unlinked');
    const back = await signInWith(world.ctx(), { claim, remember: false });
    expect(back.ok && back.value.userId).not.toBe(person.userId);
  });

  test('is refused for somebody else’s, which is recorded, and for what is nowhere', async () => {
    const [mine, theirs] = [await world.person(), await withoutPassword()];
    expect(await unlink(mine, theirs.identityId)).toEqual({ ok: false, reason: 'not_found' });
    expect(await unlink(mine, crypto.randomUUID())).toEqual({ ok: false, reason: 'not_found' });
    expect(await linked(theirs.userId)).toHaveLength(1);
    expect(trailOf(await world.audit(mine.sessionId))).toContain('authz_fail');
  });

  test('the last way in of an account without a password is refused, and changes nothing', async () => {
    const person = await withoutPassword();
    expect(await unlink(person, person.identityId)).toEqual({ ok: false, reason: 'last_way_in' });
    expect(await linked(person.userId)).toHaveLength(1);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });

  test('both of two at once leave one', async () => {
    const person = await withoutPassword();
    const here = await linkedTo(person, claimed({ provider: 'github' }));
    const [one, other] = await linked(person.userId);
    const results = await Promise.all([unlink(here, one?.id ?? ''), unlink(here, other?.id ?? '')]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await linked(person.userId)).toHaveLength(1);
  });

  test('a passkey is a way in, too', async () => {
    const person = await withoutPassword();
    const key = { publicKey: randomBytes(8), counter: 0, transports: [], synced: false, name: 'Key' };
    await addPasskeyRow(world.db, {
      userId: person.userId,
      credentialId: randomBytes(8).toString('hex'),
      ...key,
    });
    expect(await unlink(person, person.identityId)).toMatchObject({ ok: true });
  });
});

test('what was connected since a moment goes, and what was connected before stays', async () => {
  const person = await world.person();
  const here = await linkedTo(person);
  await world.db.execute(
    sql`update identities set created_at = now() - interval '1 hour' where user_id = ${person.userId}`,
  );
  await linkedTo(here, claimed({ provider: 'github' }));
  const { now } = await world.callerOf((await world.anotherSession(person)).secret);
  expect(await removeIdentities(world.db, person.userId, new Date(now.getTime() - 60_000))).toBe(1);
  expect(await linked(person.userId)).toMatchObject([{ provider: 'google' }]);
});
