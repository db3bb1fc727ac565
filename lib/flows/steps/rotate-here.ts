/** The session in which something is done to its account, going on under a new secret. */

import type { Transaction } from '../../../db/client';
import { limitsOf } from '../../config/policy';
import type { Proof } from '../../proof';
import { rotateSession } from '../../session/rotate';
import type { AnonymousContext, Caller } from '../context';
import { record } from './record';

export type Here = Caller & {
  /** The hash of the session secret that the request came with. */
  readonly presented: Buffer;
  /** Given with the event itself. */
  readonly proof?: Proof;
};

/** Runs in the caller's transaction. Undefined where another request has rotated it meanwhile. */
export async function rotatedHere(
  ctx: AnonymousContext,
  tx: Transaction,
  here: Here,
): Promise<string | undefined> {
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
