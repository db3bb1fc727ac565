/** What the trail would hold if the seeded sessions had really happened, and a few things that go wrong for everybody. */

import { minutes as inMinutes } from '../../lib/time';
import { ago } from '../ago';
import type { Transaction } from '../client';
import { auditEvents } from '../schema/audit-events';
import type { SessionSeed } from './sessions';

export type SeedLine = Omit<typeof auditEvents.$inferInsert, 'at'> & { minutes: number };

/** Oldest first, as a trail grows. `ids` are the sessions by their key. */
export async function addActivity(
  tx: Transaction,
  userId: string,
  seeds: readonly SessionSeed[],
  ids: ReadonlyMap<string, string>,
  more: readonly SeedLine[] = [],
): Promise<void> {
  const lines = [...more, ...seeds.flatMap((seed) => linesOf(userId, seed, ids)), ...failures(userId, seeds)];
  lines.sort((a, b) => b.minutes - a.minutes);
  await tx
    .insert(auditEvents)
    .values(lines.map(({ minutes, ...line }) => ({ ...line, at: ago(inMinutes(minutes)) })));
}

function linesOf(userId: string, seed: SessionSeed, ids: ReadonlyMap<string, string>): SeedLine[] {
  const { userAgent, ip, remembered = false, ended } = seed;
  const about = { userId, sessionId: ids.get(seed.key), outcome: 'success', userAgent, ip };
  const began: SeedLine = {
    ...about,
    minutes: seed.signedInMinutesAgo,
    event: 'session_created',
    actorId: userId,
    data: { remembered, with: 'password' },
  };
  if (!ended) return [began];
  const by = ended.byPerson ? { actorId: userId } : { userAgent: null, ip: null };
  return [
    began,
    { ...about, ...by, minutes: ended.minutesAgo, event: 'session_expired', reason: ended.reason },
  ];
}

function failures(userId: string, [first]: readonly SessionSeed[]): SeedLine[] {
  if (!first) return [];
  const { userAgent, ip } = first;
  const before = first.signedInMinutesAgo;
  const about = { userId, userAgent, ip };
  return [
    {
      ...about,
      minutes: before + 2,
      event: 'authn_login_fail',
      outcome: 'failure',
      data: { failuresInARow: 1 },
    },
    {
      ...about,
      minutes: before + 1,
      event: 'authn_login_fail',
      outcome: 'failure',
      data: { failuresInARow: 2 },
    },
    { ...about, minutes: 90 * 24 * 60, event: 'user_created', outcome: 'success', actorId: userId },
    { ...about, minutes: 90 * 24 * 60 - 3, event: 'user_confirmed', outcome: 'success', actorId: userId },
  ];
}
