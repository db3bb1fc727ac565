/** What each event does to sessions, devices and links, and who is told: one table, and the one function that carries it out. */

import type { Transaction } from '../../db/client';
import { cancelPendingChanges } from '../account/email-changes';
import { type LockedAccount, raiseEpoch, requirePasswordReset } from '../account/store';
import { limitsOf } from '../config/policy';
import { forgetDevices } from '../known-device/store';
import type { Mail, Origin } from '../mail/kinds';
import { queueMail } from '../mail/outbox';
import type { Purpose } from '../one-time-token/purposes';
import { revokeTokens } from '../one-time-token/store';
import { endAllSessions, endOtherSessions } from '../session/end';
import type { EndReason } from '../session/reasons';
import { rotateSession } from '../session/rotate';
import type { AnonymousContext, Caller } from './context';
import { mailOrigin } from './mail-origin';
import { record, sessionEnds } from './record';

export type AccountEvent = Extract<
  EndReason,
  | 'password_changed'
  | 'password_reset'
  | 'email_changed'
  | 'reported'
  | 'account_disabled'
  | 'account_deleted'
  | 'operator'
>;

/** What a notice may have to say beyond who and where. */
export type Telling = Origin & {
  readonly userId: string;
  /** The account's address as it is after the event. */
  readonly email: string;
  readonly change?: { readonly id: string; readonly oldEmail: string; readonly newEmail: string };
  /** The last moment to undo it, ISO. */
  readonly until?: string;
};

export type Consequence = {
  /** The session in which it is done, where there is one. */
  readonly here: 'rotate' | 'end';
  readonly others: 'end';
  /** Browsers that are known to the person, and with them what a trusted one may skip. */
  readonly devices: 'keep' | 'forget others' | 'forget all';
  /** Links that are under way and must not work any more. */
  readonly links: readonly Purpose[];
  readonly pendingEmailChange: 'keep' | 'cancel';
  readonly password: 'keep' | 'off until reset';
  readonly mails: (telling: Telling) => readonly Mail[];
};

/** Links that open an account, or move it to where they lead. */
export const waysIn = ['reset_password', 'confirm_new_email'] as const;

const from = ({ device, place }: Telling): Origin => (place ? { device, place } : { device });
const told = ({ email, userId }: Telling) => ({ recipient: email, userId });

export const consequences: Record<AccountEvent, Consequence> = {
  password_changed: {
    here: 'rotate',
    others: 'end',
    devices: 'forget others',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: (telling) => [{ kind: 'password_changed', ...told(telling), facts: from(telling) }],
  },
  password_reset: {
    here: 'end',
    others: 'end',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: (telling) => [{ kind: 'password_reset', ...told(telling), facts: from(telling) }],
  },
  email_changed: {
    here: 'rotate',
    others: 'end',
    devices: 'forget others',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: (telling) => emailChangedMails(telling),
  },
  reported: {
    here: 'end',
    others: 'end',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'off until reset',
    mails: (telling) => [{ kind: 'secure_account', ...told(telling), facts: from(telling) }],
  },
  account_disabled: {
    here: 'end',
    others: 'end',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    password: 'keep',
    mails: (telling) => [{ kind: 'account_disabled', ...told(telling), facts: {} }],
  },
  account_deleted: {
    here: 'end',
    others: 'end',
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
  operator: {
    here: 'end',
    others: 'end',
    devices: 'keep',
    links: [],
    pendingEmailChange: 'keep',
    password: 'keep',
    mails: () => [],
  },
};

/** The old address is told in a way that it can undo; the new one, that it counts from now on. */
function emailChangedMails(telling: Telling): Mail[] {
  const { change, userId } = telling;
  if (!change) return [];
  const { id: changeId, oldEmail, newEmail } = change;
  const origin = from(telling);
  return [
    { kind: 'email_changed_from', recipient: oldEmail, userId, facts: { ...origin, changeId, newEmail } },
    { kind: 'email_changed_to', recipient: newEmail, userId, facts: { ...origin, oldEmail } },
  ];
}

export type Here = Caller & {
  /** The hash of the session secret that the request came with. */
  readonly presented: Buffer;
  /** Given with the event itself. */
  readonly proof?: { readonly with: 'password' };
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
  const secret = goesOn ? await rotated(ctx, tx, goesOn) : undefined;
  const by = happening.here && { userId: account.id, sessionId: happening.here.session.id };
  const ended =
    secret !== undefined && by
      ? await endOtherSessions(tx, by, event)
      : await endAllSessions(tx, account.id, event, by);
  await raiseEpoch(tx, account.id, event);
  await record(ctx, tx, ...sessionEnds(ended, by?.userId));
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
    until: happening.until?.toISOString(),
  };
  for (const mail of what.mails(telling)) await queueMail(tx, mail);
  return { ended: ended.length, secret };
}

async function rotated(ctx: AnonymousContext, tx: Transaction, here: Here): Promise<string | undefined> {
  const session = { id: here.session.id, userId: here.user.id, presented: here.presented };
  const limits = limitsOf(ctx.policy, { remembered: here.session.remembered, role: here.user.role });
  const renewed = await rotateSession(tx, session, here.proof, limits);
  if (!renewed) return undefined;
  await record(ctx, tx, {
    event: 'session_renewed',
    outcome: 'success',
    actorId: here.user.id,
    userId: here.user.id,
    sessionId: here.session.id,
  });
  return renewed.secret;
}
