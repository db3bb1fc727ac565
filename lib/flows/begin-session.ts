/** The end of every sign-in: a new session begins and the one that the browser carried is over (ASVS 7.2.4). */

import type { Executor } from '../../db/client';
import { type DeviceEvidence, describeDevice } from '../device';
import { endSession } from '../session/end';
import { startSession } from '../session/start';
import type { AnonymousContext, Caller } from './context';
import { record, sessionEnds } from './record';

export type Beginning = {
  readonly userId: string;
  readonly remembered: boolean;
  readonly evidence?: DeviceEvidence;
  /** The live session that the browser's cookie opened until now. */
  readonly carried?: Caller;
};

export type Begun = { readonly secret: string; readonly sessionId: string; readonly remembered: boolean };

/** Runs in the caller's transaction. */
export async function beginSession(
  ctx: AnonymousContext,
  tx: Executor,
  beginning: Beginning,
): Promise<Begun> {
  const { userId, remembered, evidence, carried } = beginning;
  const userAgent = ctx.request?.userAgent ?? null;
  const device = describeDevice(userAgent, evidence);
  const started = await startSession(tx, {
    userId,
    remembered,
    userAgent,
    ip: ctx.request?.ip ?? null,
    device,
  });
  await record(ctx, tx, {
    event: 'session_created',
    outcome: 'success',
    actorId: userId,
    userId,
    sessionId: started.id,
    data: { remembered, with: 'password' },
  });
  if (carried) {
    const by = { userId, sessionId: started.id };
    const replaced = await endSession(
      tx,
      { id: carried.session.id, userId: carried.user.id },
      'replaced',
      by,
    );
    if (replaced) await record(ctx, tx, ...sessionEnds([replaced], userId));
  }
  return { secret: started.secret, sessionId: started.id, remembered };
}
