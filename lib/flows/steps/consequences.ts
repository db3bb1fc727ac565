/** Carries out what the table says of an event, for sessions, devices, links and mails. */

import type { Transaction } from '../../../db/client';
import { cancelPendingChanges } from '../../account/email-changes';
import { type LockedAccount, raiseEpoch, requirePasswordReset } from '../../account/store';
import { endKeysOfPerson } from '../../api-key/store';
import { removeEmailCodesOf } from '../../email-code/store';
import { removeIdentities } from '../../identity/store';
import { forgetDevices } from '../../known-device/store';
import { queueMail } from '../../mail/outbox';
import { revokeTokens } from '../../one-time-token/store';
import { removePendingOf } from '../../second-factor/pending';
import { keepApps } from '../../session/app';
import { type EndedBy, endAllSessions, endOtherSessions } from '../../session/end';
import { endVisitsBy } from '../../session/visits';
import type { AnonymousContext } from '../context';
import { closeConsents } from './close-consents';
import { type AccountEvent, consequences } from './consequence-table';
import { endEveryTrust } from './end-every-trust';
import type { Telling } from './event-mails';
import { keyEnds } from './key-ends';
import { mailOrigin } from './mail-origin';
import { record, sessionEnds } from './record';
import { type Here, rotatedHere } from './rotate-here';
import { cancelFactorReset } from './stop-factor-reset';
import { addressesOf } from './tell-everywhere';

export type Happening = {
  readonly event: AccountEvent;
  /** Held by `lockAccount`: without it, a sign-in under way would slip through. As it is after the event. */
  readonly account: Pick<LockedAccount, 'id' | 'email' | 'role'>;
  /** Where it is done, if in a session of this very person. */
  readonly here?: Here;
  /** The member of staff who does it, in a session of their own, and why. */
  readonly by?: (EndedBy & { readonly why: string }) | undefined;
  /** The browser in which it is done. */
  readonly deviceHash?: Buffer;
  readonly change?: Telling['change'];
  /** Which account elsewhere it is about. */
  readonly provider?: Telling['provider'];
  readonly until?: Date;
};

export type Aftermath = {
  readonly ended: number;
  /** The secret of the session that goes on. Absent where none does, or where another request has rotated it meanwhile. */
  readonly secret?: string;
};

/** Runs in the caller's transaction, after the change itself. Each end carries the event as its reason. */
export async function applyConsequences(
  ctx: AnonymousContext,
  tx: Transaction,
  happening: Happening,
): Promise<Aftermath> {
  const { event, account } = happening;
  const what = consequences[event];
  const goesOn = what.here === 'rotate' ? happening.here : undefined;
  const secret = goesOn ? await rotatedHere(ctx, tx, goesOn) : undefined;
  const by = happening.by ?? (happening.here && { userId: account.id, sessionId: happening.here.session.id });
  const ended =
    secret !== undefined && by && !happening.by
      ? await endOtherSessions(tx, by, what.reason, what.apps)
      : await endAllSessions(tx, account.id, what.reason, { by, apps: what.apps });
  await endVisitsBy(tx, account.id);
  await closeConsents(ctx, tx, { userId: account.id, actorId: by?.userId, why: event });
  if (what.apps === 'keep') await keepApps(tx, account.id);
  await raiseEpoch(tx, account.id, what.reason);
  // The first factor of a sign-in under way was given before the event.
  await removePendingOf(tx, account.id);
  await removeEmailCodesOf(tx, [account.email, happening.change?.oldEmail ?? account.email]);
  await record(ctx, tx, ...sessionEnds(ended, by?.userId, happening.by?.why));
  await takeAway(ctx, tx, happening);
  const telling: Telling = {
    ...mailOrigin(ctx),
    userId: account.id,
    email: account.email,
    change: happening.change,
    provider: happening.provider,
    addresses: await addressesOf(ctx, tx, account),
    until: happening.until?.toISOString(),
    role: account.role,
  };
  for (const mail of what.mails(telling)) await queueMail(tx, mail);
  // A visit by support is no device.
  return { ended: ended.filter(({ kind }) => kind !== 'support').length, secret };
}

/** What is not a session: keys, trust, known browsers, links, what was under way, and ways in. */
async function takeAway(
  ctx: AnonymousContext,
  tx: Transaction,
  { event, account, here, by, deviceHash }: Happening,
): Promise<void> {
  const what = consequences[event];
  const actorId = by?.userId ?? (here && account.id);
  if (what.keys !== 'keep') {
    const which = what.keys === 'end own' ? 'own' : 'all';
    const ended = await endKeysOfPerson(tx, account.id, which, { reason: 'account', by: actorId });
    await record(ctx, tx, ...keyEnds(ended, actorId));
  }
  if (what.trust === 'drop')
    await endEveryTrust(ctx, tx, {
      userId: account.id,
      actorId,
      reason: event,
    });
  if (what.devices !== 'keep') {
    const kept = what.devices === 'forget others' ? deviceHash : undefined;
    await forgetDevices(tx, account.id, kept);
  }
  if (what.links.length > 0) await revokeTokens(tx, account.id, what.links);
  if (what.pendingEmailChange === 'cancel') await cancelPendingChanges(tx, account.id);
  if (what.factorReset === 'cancel') await cancelFactorReset(ctx, tx, account.id, event);
  if (what.identities === 'disconnect') await removeIdentities(tx, account.id);
  if (what.password === 'off until reset') await requirePasswordReset(tx, account.id);
}
