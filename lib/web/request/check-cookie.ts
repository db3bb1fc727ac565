/** From the cookie's value to the word about its session: the one way that pages, actions, routes and the gate all take. */

import 'server-only';
import { noteAnswer, poolOf, renewDatabase } from '../../../db/client';
import type { PooledContext } from '../../flows/context';
import { type HowToResume, type Resumed, resumeSession } from '../../flows/session/resume-session';
import { bareFault, log } from '../../observe/log';
import { openSecretHash } from '../cookies/session';
import type { HeldCookies } from '../cookies/support-cookie';
import { seeStoreFault } from '../guards/seen-fault';
import { inTurnOfBrowser } from '../guards/shares';
import { isSilence, wasAnswered, withinPatience } from '../guards/store-fault';

/** Throws when the database does not answer in time. */
export async function checkCookie(
  ctx: PooledContext,
  { session, support }: HeldCookies,
  how: HowToResume = {},
): Promise<Resumed> {
  if (!session) return support === undefined ? { kind: 'none' } : { kind: 'none', support: true };
  const ownHash = await openSecretHash(session);
  const visitHash = support === undefined ? undefined : await openSecretHash(support, 'support');
  const secretHash = support === undefined ? ownHash : visitHash;
  if (!secretHash || !ownHash) {
    // Cut off, made up, or sealed with a secret that is no longer configured.
    log.warn(
      { event: 'session_invalid', requestId: ctx.request?.id, ip: ctx.request?.ip },
      'session_invalid',
    );
    return support === undefined ? { kind: 'none' } : { kind: 'none', support: true };
  }
  const visit = visitHash ? { parentHash: ownHash } : {};
  return askedInTime(ctx, secretHash, (pooled) => resumeSession(pooled, secretHash, { ...how, ...visit }));
}

/**
 * Past the doors that other work stands at: how busy a network is says nothing about one session. `turn`: whatever comes with the
 * same waits for itself.
 */
export async function askedInTime<Answer>(
  ctx: PooledContext,
  turn: Buffer,
  ask: (ctx: PooledContext) => Promise<Answer>,
): Promise<Answer> {
  const pooled = { ...ctx, db: poolOf(ctx.db) };
  const askedAt = performance.now();
  try {
    const answer = await withinPatience(inTurnOfBrowser(pooled.db, turn, () => ask(pooled)));
    noteAnswer(pooled.db);
    return answer;
  } catch (fault) {
    if (wasAnswered(fault)) noteAnswer(pooled.db);
    if (isSilence(fault)) renewDatabase(pooled.db, askedAt);
    throw seeStoreFault(bareFault(fault), ctx.request?.id);
  }
}
