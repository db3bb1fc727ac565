/** Why this browser's last session ended, from the server's own record and never from the URL. */

import 'server-only';
import { database } from '../../../db/client';
import { env } from '../../config/env';
import { limitsOf } from '../../config/policy';
import { findEnd } from '../../session/list';
import { endSentence } from '../../words/reasons';
import { clockTimeWords } from '../../words/times';
import type { CurrentSession } from '../request/current-session';
import { browserZone } from './preferences';
import { endedCookie } from './session-cookie';

/** Undefined for a browser that was never signed in. */
export async function endNote(session: CurrentSession): Promise<string | undefined> {
  const noted = await endedCookie.read();
  const id = session.kind === 'ended' ? session.sessionId : noted;
  const end = id ? await findEnd(database(), id) : undefined;
  if (!end) return undefined;
  const limits = limitsOf(env().policy, end);
  return endSentence(end.reportedSince ? 'reported' : end.reason, {
    idleSeconds: limits.idle,
    absoluteSeconds: limits.absolute,
    sessionLimit: limits.sessions,
    from: end.endedFrom,
    at: clockTimeWords(end.endedAt, await browserZone()),
  });
}
