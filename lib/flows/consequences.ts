/** What each event does to sessions, devices and links, and who is told: one table, and the one function that carries it out. */

import type { Transaction } from '../../db/client';
import { cancelPendingChanges } from '../account/email-changes';
import { type LockedAccount, raiseEpoch, requirePasswordReset } from '../account/store';
import { forgetDevices } from '../known-device/store';
import { endAllTrust } from '../known-device/trust';
import type { Mail } from '../mail/kinds';
import { queueMail } from '../mail/outbox';
import type { Purpose } from '../one-time-token/purposes';
import { revokeTokens } from '../one-time-token/store';
import { removePendingOf } from '../second-factor/pending';
import { endAllSessions, endOtherSessions } from '../session/end';
import type { EndReason } from '../session/reasons';
import type { AnonymousContext } from './context';
import { emailChangedMails, from, identityNotice, notice, type Telling, told } from './event-mails';
import { mailOrigin } from './mail-origin';
import { record, sessionEnds } from './record';
import { type Here, rotatedHere } from './rotate-here';

export type AccountEvent =
  | Extract<
      EndReason,
      | 'password_changed'
      | 'password_reset'
      | 'email_changed'
      | 'reported'
      | 'account_disabled'
      | 'account_deleted'
      | 'operator'
    >
  | 'factor_added'
  | 'factor_removed'
  | 'identity_linked'
  | 'identity_unlinked'
  | 'recovery_codes_renewed'
  | 'reset_required';

export type Consequence = {
  /** The session in which it is done, where there is one. */
  readonly here: 'rotate' | 'end';
  readonly others: 'end';
  /** The word under which sessions end. */
  readonly reason: EndReason;
  /** Being spared the code at sign-in, in any browser. */
  readonly trust: 'drop';
  /** Browsers that are known to the person. */
  readonly devices: 'keep' | 'forget others' | 'forget all';
  /** Links that are under way and must not work any more. */
  readonly links: readonly Purpose[];
  readonly pendingEmailChange: 'keep' | 'cancel';
  readonly password: 'keep' | 'off until reset';
  readonly mails: (telling: Telling) => readonly Mail[];
};

/** Links that open an account, or move it to where they lead. */
const waysIn = ['reset_password', 'confirm_new_email'] as const;

/** Links and known browsers do not depend on the second factor. */
const factors = {
  here: 'rotate',
  others: 'end',
  reason: 'factors_changed',
  trust: 'drop',
  devices: 'keep',
  links: [],
  pendingEmailChange: 'keep',
  password: 'keep',
} as const;

export const consequences: Record<AccountEvent, Consequence> = {
  password_changed: {
    here: 'rotate',
    others: 'end',
    reason: 'password_changed',
    trust: 'drop',
    devices: 'forget others',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: notice('password_changed'),
  },
  password_reset: {
    here: 'end',
    others: 'end',
    reason: 'password_reset',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: notice('password_reset'),
  },
  email_changed: {
    here: 'rotate',
    others: 'end',
    reason: 'email_changed',
    trust: 'drop',
    devices: 'forget others',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: (telling) => emailChangedMails(telling),
  },
  factor_added: { ...factors, mails: notice('factor_added') },
  factor_removed: { ...factors, mails: notice('factor_removed') },
  identity_linked: { ...factors, mails: identityNotice('identity_linked') },
  identity_unlinked: { ...factors, mails: identityNotice('identity_unlinked') },
  recovery_codes_renewed: { ...factors, mails: notice('recovery_codes_renewed') },
  reported: {
    here: 'end',
    others: 'end',
    reason: 'reported',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'off until reset',
    mails: (telling) => [{ kind: 'secure_account', ...told(telling), facts: from(telling) }],
  },
  account_disabled: {
    here: 'end',
    others: 'end',
    reason: 'account_disabled',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: (telling) => [{ kind: 'account_disabled', ...told(telling), facts: {} }],
  },
  account_deleted: {
    here: 'end',
    others: 'end',
    reason: 'account_deleted',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: (telling) => [
      {
        kind: 'deletion_requested',
        ...told(telling),
        facts: { ...from(telling), until: telling.until ?? '' },
      },
    ],
  },
  // By an operator: what a thief may have begun must not lead back in past the new password.
  reset_required: {
    here: 'end',
    others: 'end',
    reason: 'operator',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'off until reset',
    mails: () => [],
  },
  operator: {
    here: 'end',
    others: 'end',
    reason: 'operator',
    trust: 'drop',
    devices: 'keep',
    links: [],
    pendingEmailChange: 'keep',
    password: 'keep',
    mails: () => [],
  },
};

export type Happening = {
  readonly event: AccountEvent;
  /** Held by `lockAccount`: without it, a sign-in under way would slip through. As it is after the event. */
  readonly account: Pick<LockedAccount, 'id' | 'email' | 'role'>;
  /** Where it is done, if in a session of this very person. */
  readonly here?: Here;
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
  const by = happening.here && { userId: account.id, sessionId: happening.here.session.id };
  const ended =
    secret !== undefined && by
      ? await endOtherSessions(tx, by, what.reason)
      : await endAllSessions(tx, account.id, what.reason, by);
  await raiseEpoch(tx, account.id, what.reason);
  // The first factor of a sign-in under way was given before the event.
  await removePendingOf(tx, account.id);
  await record(ctx, tx, ...sessionEnds(ended, by?.userId));
  if (what.trust === 'drop') await endAllTrust(tx, account.id);
  if (what.devices !== 'keep') {
    const kept = what.devices === 'forget others' ? happening.deviceHash : undefined;
    await forgetDevices(tx, account.id, kept);
  }
  if (what.links.length > 0) await revokeTokens(tx, account.id, what.links);
  if (what.pendingEmailChange === 'cancel') await cancelPendingChanges(tx, account.id);
  if (what.password === 'off until reset') await requirePasswordReset(tx, account.id);
  const telling: Telling = {
    ...mailOrigin(ctx),
    userId: account.id,
    email: account.email,
    change: happening.change,
    provider: happening.provider,
    until: happening.until?.toISOString(),
  };
  for (const mail of what.mails(telling)) await queueMail(tx, mail);
  return { ended: ended.length, secret };
}
