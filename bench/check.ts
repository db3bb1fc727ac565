/** What the session check costs beside a bare `select 1`, in one process, through one driver and pool. Runs inside (see inside.ts). */

import { connect, type Database } from '../db/client';
import { env } from '../lib/config/env';
import { limitsOfCaller } from '../lib/flows/context';
import { newSecret } from '../lib/secret';
import { findSession } from '../lib/session/store';
import { touchSession } from '../lib/session/touch';
import { seconds } from '../lib/time';
import { openSecretHash, sealSecret } from '../lib/web/cookies/session';
import { checkCookie } from '../lib/web/request/check-cookie';
import { answer } from './inside';
import { type SignedInPerson, signInSomebody } from './person';
import { interleave, medianOf, p99Of, type Rounds, ratioOf, type TimedRound } from './rounds';

export type CheckCost = { readonly medianMs: number; readonly p99Ms: number; readonly ratio: number };
export type CheckCosts = Readonly<Record<'select 1' | 'find' | 'check' | 'touch', CheckCost>> & {
  readonly sixteenAtOnce: number;
  readonly unsealMs: number;
  readonly openKnownMs: number;
};

const atOnce = 16;

async function main(rounds: number): Promise<void> {
  const db = connect(env().databaseUrl);
  try {
    const person = await signInSomebody(db);
    const sides = await sidesOf(db, person);
    await interleave(sides, { rounds: 2, calls: 200 });
    const alone = await interleave(sides, { rounds, calls: 100 });
    const together = await interleave(sides.slice(0, 3).map(severalOf), { rounds, calls: 20 });
    const costs = Object.fromEntries(sides.map(({ name }) => [name, costOf(alone, name)]));
    const sixteenAtOnce = ratioOf(together, 'check', 'select 1');
    answer({ ...costs, sixteenAtOnce, ...(await cookieCosts(person.cookie)) });
  } finally {
    await db.$client.end();
  }
}

const costOf = (rounds: Rounds, name: string): CheckCost => ({
  medianMs: medianOf(rounds, name),
  p99Ms: p99Of(rounds, name),
  ratio: ratioOf(rounds, name, 'select 1'),
});

async function sidesOf(db: Database, { cookie, caller }: SignedInPerson): Promise<TimedRound[]> {
  const ctx = { db, policy: env().policy };
  const secretHash = await openSecretHash(cookie);
  if (!secretHash) throw new Error('the cookie does not open');
  const session = { id: caller.session.id, userId: caller.user.id };
  // Due every time: a touch that writes.
  const limits = { ...limitsOfCaller(ctx.policy, caller), touchInterval: seconds(0) };
  return [
    { name: 'select 1', run: () => db.$client`select 1` },
    { name: 'find', run: () => findSession(db, secretHash) },
    {
      name: 'check',
      run: () => checkCookie(ctx, { session: cookie, support: undefined }),
    },
    { name: 'touch', run: () => touchSession(db, session, limits) },
  ];
}

/** The same call, as many at once as a busy server makes them: what it costs in CPU is all that is left of it then. */
const severalOf = ({ name, run }: TimedRound): TimedRound => ({
  name,
  run: () => Promise.all(Array.from({ length: atOnce }, run)),
});

/** The first sight of a cookie, and every later one. */
async function cookieCosts(known: string): Promise<Pick<CheckCosts, 'unsealMs' | 'openKnownMs'>> {
  const fresh: string[] = [];
  for (let made = 0; made < 200; made += 1) fresh.push(await sealSecret(newSecret()));
  const sides = [
    { name: 'unseal', run: () => openSecretHash(fresh.pop()) },
    { name: 'known', run: () => openSecretHash(known) },
  ];
  const rounds = await interleave(sides, { rounds: 10, calls: 20 });
  return { unsealMs: medianOf(rounds, 'unseal'), openKnownMs: medianOf(rounds, 'known') };
}

await main(Number(process.argv[2] ?? 40));
