/** What staff see of one person: never a secret, a link or what a mail says. Looking is an event (docs/security.md S5). */

import { codesAreOff } from '../../account/assurance';
import { roleOf } from '../../account/roles';
import { type Account, findAccount } from '../../account/store';
import { eventsWithin } from '../../audit/timeline';
import { isOn } from '../../config/features';
import type { Role } from '../../config/policy';
import { listIdentities } from '../../identity/store';
import { listTrusted } from '../../known-device/trust';
import { listMails } from '../../mail/sent';
import { organizationsOf } from '../../organization/store';
import { listPasskeys } from '../../passkey/store';
import { ok, type Result, refused } from '../../result';
import { authenticatorOf } from '../../second-factor/authenticator';
import { recoveryCodesLeft } from '../../second-factor/recovery';
import { listEndedSessions, listLiveSessions } from '../../session/list';
import { type StaffRefusal, staffRefusal } from '../../staff/permissions';
import { days } from '../../time';
import { actor, type SignedInContext } from '../context';
import { record } from '../steps/record';
import { refuseManyLooks } from './admit-look';

const shownEnds = 10;
const shownMails = 10;
const shownEvents = 30;
const shownWithin = days(90);

export type PersonSeen = Awaited<ReturnType<typeof everythingOf>>;

export async function lookAtPerson(
  ctx: SignedInContext,
  input: { readonly userId: string },
): Promise<Result<PersonSeen, 'not_found' | 'rate_limited' | StaffRefusal>> {
  const tooMany = await refuseManyLooks(ctx);
  if (tooMany) return tooMany;
  const [account, role] = await Promise.all([
    findAccount(ctx.db, { id: input.userId }),
    roleOf(ctx.db, input.userId),
  ]);
  if (!account || !role) return refused('not_found');
  const refusal = staffRefusal(ctx.user, 'look', { id: account.id, role });
  if (refusal) return refused(refusal);
  await record(ctx, ctx.db, {
    ...actor(ctx),
    event: 'sensitive_read',
    outcome: 'success',
    userId: account.id,
    data: { what: 'person' },
  });
  return ok(await everythingOf(ctx, { ...account, role }));
}

async function everythingOf({ db, policy }: SignedInContext, account: Account & { readonly role: Role }) {
  const { id, passwordHash: _hash, ...shown } = account;
  const [live, ended, mails, events, organizations, factors] = await Promise.all([
    listLiveSessions(db, id, policy),
    listEndedSessions(db, id, policy, shownEnds),
    listMails(db, account, shownMails),
    eventsWithin(db, id, shownWithin, shownEvents),
    isOn('organizations') ? organizationsOf(db, id) : [],
    Promise.all([
      isOn('passkeys') ? listPasskeys(db, id) : [],
      authenticatorOf(db, id, policy.authenticatorSetupLifetime),
      recoveryCodesLeft(db, id),
      codesAreOff(db, id, policy.secondFactorFailuresUntilOff),
      listTrusted(db, id, policy),
      listIdentities(db, id),
    ]),
  ]);
  const [passkeys, { on: authenticator }, recoveryCodes, codesOff, trusted, identities] = factors;
  return {
    account: { id, ...shown },
    live,
    ended,
    mails,
    organizations,
    /** Newest first. */
    events: events.reverse(),
    passkeys,
    authenticator,
    recoveryCodes,
    codesOff,
    trusted,
    identities,
  };
}
