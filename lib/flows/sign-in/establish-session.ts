/** The end of every sign-in: a new session begins, the one that the browser carried is over (ASVS 7.2.4), and the limit holds. */

import type { Transaction } from '../../../db/client';
import { opensToSignIn } from '../../account/state';
import { lockAccount } from '../../account/store';
import { isOn } from '../../config/features';
import { limitsOf } from '../../config/policy';
import { describeDevice } from '../../device';
import { rememberDevice } from '../../known-device/store';
import { byPassword, isSpared, type Proof } from '../../proof';
import { type EndedRow, endSession } from '../../session/end';
import { endBeyondLimit } from '../../session/limit';
import { startSession } from '../../session/start';
import type { AnonymousContext, Caller } from '../context';
import { record, sessionEnds } from '../steps/record';
import type { LaterArrival } from './arrival';

export type ProvenSignIn = LaterArrival & {
  readonly userId: string;
  /** The hash that the password was verified against; left out where none was, or where nothing happened since. */
  readonly passwordHash?: string;
  /** Left out: the password alone. */
  readonly proof?: Proof;
  readonly remembered: boolean;
};

export type Established = {
  readonly secret: string;
  readonly sessionId: string;
  readonly remembered: boolean;
  /** How many other devices were signed out to make room for this one. */
  readonly displaced: number;
  /** Whether this person has not signed in with this browser before. */
  readonly newDevice: boolean;
};

/**
 * Runs in the caller's transaction, one at a time for each person, so that sign-ins at once cannot get past the limit together.
 * Undefined when the account changed while the password was looked at: a reset must not be outrun by the old password, nor
 * a second factor by a sign-in that began without one.
 */
export async function establishSession(
  ctx: AnonymousContext,
  tx: Transaction,
  proven: ProvenSignIn,
): Promise<Established | undefined> {
  const { userId, remembered, carried, proof = byPassword } = proven;
  const account = await lockAccount(tx, userId);
  const { passwordHash = account.passwordHash } = proven;
  if (!opensToSignIn(account) || account.passwordHash !== passwordHash) return undefined;
  // The gate of every way in (docs/security.md K7).
  if (account.assurance > proof.assurance && !isSpared(proof)) return undefined;
  const started = await startHere(ctx, tx, proven, proof);
  const by = { userId, sessionId: started.id };
  await record(ctx, tx, {
    event: 'session_created',
    outcome: 'success',
    actorId: userId,
    ...by,
    data: { remembered, with: proof.with },
  });
  if (carried) await replaceCarried(ctx, tx, carried, by);
  const limit = limitsOf(ctx.policy, { remembered, role: account.role }).sessions;
  const ended = isOn('sessionLimit') ? await endBeyondLimit(tx, by, limit, ctx.policy) : [];
  if (ended.length > 0) await recordExcess(ctx, tx, by, { limit, ended });
  return {
    secret: started.secret,
    sessionId: started.id,
    remembered,
    displaced: ended.length,
    newDevice: started.newDevice,
  };
}

/** The new row, with the browser it begins in. */
async function startHere(
  ctx: AnonymousContext,
  tx: Transaction,
  { userId, remembered, evidence, deviceHash }: ProvenSignIn,
  proof: Proof,
) {
  const userAgent = ctx.request?.userAgent ?? null;
  const device = describeDevice(userAgent, evidence);
  const known = deviceHash
    ? await rememberDevice(tx, { userId, deviceHash, deviceName: device.name })
    : { id: undefined, isNew: true };
  const row = {
    userId,
    deviceId: known.id,
    remembered,
    userAgent,
    ip: ctx.request?.ip ?? null,
    device,
    proof,
  };
  return { ...(await startSession(tx, row)), newDevice: known.isNew };
}

/** Signing in again in the same browser leaves one session there. */
async function replaceCarried(
  ctx: AnonymousContext,
  tx: Transaction,
  { user, session }: Caller,
  by: { userId: string; sessionId: string },
): Promise<void> {
  const replaced = await endSession(tx, { id: session.id, userId: user.id }, 'replaced', by);
  if (replaced) await record(ctx, tx, ...sessionEnds([replaced], by.userId));
}

const recordExcess = (
  ctx: AnonymousContext,
  tx: Transaction,
  by: { userId: string; sessionId: string },
  { limit, ended }: { limit: number; ended: readonly EndedRow[] },
): Promise<void> =>
  record(
    ctx,
    tx,
    {
      event: 'excess_sessions_exceeded',
      outcome: 'success',
      actorId: by.userId,
      ...by,
      data: { limit, ended: ended.length },
    },
    ...sessionEnds(ended),
  );

export type SignedIn = Established & { readonly userId: string };
