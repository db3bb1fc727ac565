import { randomBytes } from 'node:crypto';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connect, type Database } from '../db/client';
import { runPrepared } from '../db/prepared';
import { requestLimits } from '../lib/config/database-limits';
import type { AnonymousContext } from '../lib/flows/context';
import { revokeOtherSessions } from '../lib/flows/session/revoke-session';
import { finishSignIn } from '../lib/flows/sign-in/finish-sign-in';
import { signInByCode } from '../lib/flows/sign-in/sign-in-by-code';
import { signInWith } from '../lib/flows/sign-in/sign-in-with-provider';
import { addIdentity } from '../lib/identity/store';
import { codeWorld } from './support/email-codes';
import { factorWorld } from './support/factors';
import { flowWorld, type Person } from './support/flow-world';
import { holdRows } from './support/held';

const world = flowWorld();
const codes = codeWorld(world);
const factors = factorWorld(world);

/** The modules as a process with this environment loads them, and a pool so small that one person could fill it. */
let guards: typeof import('../lib/web/guards/route-guards');
let seal: (secret: string) => Promise<string>;
let pool: Database;
const slot = Symbol.for('app.database');
beforeAll(async () => {
  vi.resetModules();
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
  vi.stubEnv('APP_URL', 'http://localhost:3000');
  guards = await import('../lib/web/guards/route-guards');
  seal = (await import('../lib/web/cookies/session')).sealSecret;
  pool = connect(world.url, { max: 3, limits: { ...requestLimits, lock: 200 } });
  Object.assign(globalThis, { [slot]: pool });
});
afterAll(async () => {
  Reflect.deleteProperty(globalThis, slot);
  await pool.$client.end({ timeout: 1 });
});

const poolOfProcess = () => Reflect.get(globalThis, slot);

type From = { network?: number; browser?: number };

const headersOf = async ({ secret }: Person) => ({
  cookie: `session=${await seal(secret)}`,
  'x-own-peer': '198.51.100.7',
});

async function asks(person: Person) {
  const usual = await headersOf(person);
  const look = guards.protectedRoute({ activity: 'counts' }, async ({ db }) => {
    const rows = await runPrepared(db, 'select 1 as one', []);
    return Response.json(rows);
  });
  return async ({ network = 0, browser = 0 }: From = {}): Promise<number> => {
    const headers = {
      ...usual,
      'x-own-peer': `198.51.${network}.7`,
      'user-agent': `Mozilla/5.0 (X11; Linux x86_64) Browser${browser}/1.0`,
    };
    return (await look(new NextRequest('http://localhost:3000/api/x', { headers }))).status;
  };
}

const many = <T>(count: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

test('rows of one person that somebody holds cost nobody else a request, nor the pool its connections', async () => {
  const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
  const [askAda, askBen] = [await asks(ada), await asks(ben)];
  expect([await askAda(), await askBen()]).toEqual([200, 200]);
  await world.age(ada.sessionId, { lastActiveAt: 90 });
  const held = await holdRows(world.owner, ada.userId);

  const flood = many(20, (n) => askAda({ network: n + 1 }));
  const others = await many(20, () => askBen());
  const answers = await flood;
  await held.release();

  expect(others).toEqual(Array(20).fill(200));
  expect(answers).toEqual(Array(20).fill(200));
  expect(poolOfProcess()).toBe(pool);
});

test('two hundred touches of one session with changing browsers stand in line behind nobody but each other', async () => {
  const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
  const [askAda, askBen] = [await asks(ada), await asks(ben)];
  await Promise.all([askAda(), askBen()]);
  let answered = 0;
  const flood = many(200, async (n) => {
    const status = await askAda({ browser: n + 1, network: n % 100 });
    answered += 1;
    return status;
  });
  for (let n = 0; n < 5; n += 1) expect(await askBen()).toBe(200);
  // Five requests after each other, while all of the flood waits: in one line with it they would have come last.
  expect(answered).toBeLessThan(100);
  // Anyone who floods may be told to come later; nobody else, and the pool is not taken for a silent one.
  expect(new Set([200, 503, ...(await flood)])).toEqual(new Set([200, 503]));
  expect(poolOfProcess()).toBe(pool);
});

test('deeds that meet rows that somebody holds are answered for themselves, in words that are true', async () => {
  const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
  const askBen = await asks(ben);
  const headers = {
    ...(await headersOf(ada)),
    origin: 'http://localhost:3000',
    'sec-fetch-site': 'same-origin',
  };
  const revoke = guards.protectedRoute({ activity: 'passive' }, async (ctx) =>
    Response.json(await revokeOtherSessions(ctx)),
  );
  const { sessionId: other } = await world.anotherSession(ada);
  const held = await holdRows(world.owner, ada.userId);
  const deeds = many(8, () =>
    revoke(new NextRequest('http://localhost:3000/api/x', { method: 'POST', headers })),
  );
  expect(await many(20, () => askBen())).toEqual(Array(20).fill(200));
  for (const answer of await deeds) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({
      code: 'unavailable',
      title: 'This took too long, so we stopped. Nothing was changed; try again.',
    });
  }
  expect(poolOfProcess()).toBe(pool);
  await held.release();
  expect((await world.row(other)).endedAt).toBeNull();
});

/** Ways in that tell by what they bring, and not by what is typed, whose account it is. */
const waysIn: [string, (ada: Person) => Promise<(ctx: AnonymousContext) => Promise<unknown>>][] = [
  [
    'a code from a mail',
    async ({ email }) => {
      const { held, code } = await codes.asked(email);
      return (ctx) => signInByCode(ctx, { held, code });
    },
  ],
  [
    'the code after the password',
    async (ada) => {
      const { email } = await factors.protectedPerson(ada);
      const pending = await factors.pending(email);
      return (ctx) => finishSignIn(ctx, { pending, code: '123456' });
    },
  ],
  [
    'an account elsewhere',
    async ({ userId, email }) => {
      const claim = { provider: 'google', subject: email, email, name: 'Ada' } as const;
      await addIdentity(world.db, { userId, ...claim });
      return (ctx) =>
        signInWith(ctx, { claim: { ...claim, emailVerified: true, emailCurrent: true }, remember: false });
    },
  ],
];

test.each(waysIn)(
  '%s, given from everywhere for an account that somebody holds, waits for itself',
  async (_what, way) => {
    const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
    const enter = await way(ada);
    const askBen = await asks(ben);
    const given = guards.publicRoute(async (ctx) => Response.json(await enter(ctx)));
    const headers = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
    const held = await holdRows(world.owner, ada.userId);
    let answered = 0;
    const flood = many(60, async (n) => {
      const from = new Headers({ ...headers, 'x-own-peer': `198.51.${n}.9` });
      await given(new NextRequest('http://localhost:3000/api/x', { method: 'POST', headers: from }));
      answered += 1;
    });
    const others: number[] = [];
    for (let n = 0; n < 5; n += 1) others.push(await askBen());
    const before = answered;
    await held.release();
    await flood;
    expect(others).toEqual(Array(5).fill(200));
    // In one line with the flood they would have come after all of it.
    expect(before).toBeLessThan(20);
    expect(poolOfProcess()).toBe(pool);
  },
);

test('an expired session whose row is held is told as ended all the same', async () => {
  const ada = await world.person('Ada');
  const askAda = await asks(ada);
  await world.age(ada.sessionId, { lastActiveAt: 1800 });
  const held = await holdRows(world.owner, ada.userId);
  expect(await askAda()).toBe(401);
  await held.release();
  expect((await world.row(ada.sessionId)).endedAt).toBeNull();
  expect(await askAda()).toBe(401);
  expect((await world.row(ada.sessionId)).endedReason).toBe('idle_timeout');
});
