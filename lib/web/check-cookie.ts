/** From the cookie's value to the word about its session: the one way that pages, actions, routes and the gate all take. */

import 'server-only';
import { renewDatabase } from '../../db/client';
import type { AnonymousContext } from '../flows/context';
import { type Resumed, resumeSession } from '../flows/resume-session';
import { bareFault, log } from '../observe/log';
import { openSecretHash } from './session-cookie';
import { isSilence, withinPatience } from './store-fault';

/** Throws when the database does not answer in time. */
export async function checkCookie(
  ctx: AnonymousContext,
  cookie: string | undefined,
  how: { readonly passive?: boolean } = {},
): Promise<Resumed> {
  if (!cookie) return { kind: 'none' };
  const secretHash = await openSecretHash(cookie);
  if (!secretHash) {
    // Cut off, made up, or sealed with a secret that is no longer configured.
    log.warn(
      { event: 'session_invalid', requestId: ctx.request?.id, ip: ctx.request?.ip },
      'session_invalid',
    );
    return { kind: 'none' };
  }
  try {
    return await withinPatience(resumeSession(ctx, secretHash, how));
  } catch (fault) {
    if (isSilence(fault)) renewDatabase(ctx.db);
    throw bareFault(fault);
  }
}
