import { NextRequest } from 'next/server';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { GET, HEAD } from '../app/api/session/events/route';
import { database } from '../db/client';
import type { Listener } from '../db/listen';
import { listenerName } from '../db/lone-connection';
import { revokeSession } from '../lib/flows/session/revoke-session';
import { signOut } from '../lib/flows/session/sign-out';
import { closeOrganization } from '../lib/organization/rules';
import { addSeat, removeSeat, setSeatRole } from '../lib/organization/store';
import type { EndWatch } from '../lib/session/end-watch';
import { cookieName } from '../lib/web/cookies/cookie-name';
import { sealSecret } from '../lib/web/cookies/session';
import { flowWorld, type Person } from './support/flow-world';

const world = flowWorld();

type Streams = { watch: EndWatch; listener: Listener };
const streams = () => (globalThis as Record<symbol, unknown>)[Symbol.for('app.end-streams')] as Streams;

const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.cancel().catch(() => undefined);
  await expect.poll(() => streams()?.watch.size ?? 0).toBe(0);
});
// The interval of the beats is set with the first stream.
beforeAll(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterAll(async () => {
  vi.useRealTimers();
  await streams().listener.close();
  await database().$client.end({ timeout: 1 });
});

async function requestOf(secret: string): Promise<NextRequest> {
  const cookie = `${cookieName('session')}=${await sealSecret(secret)}`;
  return new NextRequest('http://localhost:3000/api/session/events', { headers: { cookie } });
}

/** What a client reads, from the first byte on. */
async function opened(person: Pick<Person, 'secret'>) {
  const response = await GET(await requestOf(person.secret));
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  readers.push(reader);
  const decoder = new TextDecoder();
  return {
    response,
    leave: () => reader.cancel(),
    next: async () => {
      const { value, done } = await reader.read();
      return done ? 'closed' : decoder.decode(value);
    },
  };
}

const dataOf = (text: string) => JSON.parse(text.split('data: ')[1] ?? '');
const killListener = () => world.db.$client`
  select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = ${listenerName} and datname = current_database()`;

describe('a stream', () => {
  test('speaks at once, is private, is neither changed nor kept on the way, and closes its connection', async () => {
    const { response, next } = await opened(await world.person());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
      connection: 'close',
      vary: 'Cookie',
    });
    expect(await next()).toBe('retry: 2000\n: open\n\n');
  });

  test('beats every twenty seconds, so that nothing on the way takes it for dead', async () => {
    const { next } = await opened(await world.person());
    await next();
    for (let beat = 0; beat < 2; beat++) {
      vi.advanceTimersByTime(20_000);
      expect(await next()).toBe(':\n\n');
    }
  });

  test('of a session that is revoked says why, from where and when, and is over', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const { next } = await opened(other);
    await next();
    const revoked = await revokeSession(await world.signedIn(person.secret), { sessionId: other.sessionId });
    expect(revoked.ok).toBe(true);
    const text = await next();
    expect(text).toMatch(/^event: ended\ndata: \{.*\}\n\n$/);
    const { endedAt } = await world.row(other.sessionId);
    expect(dataOf(text)).toEqual({
      reason: 'revoked_by_user',
      endedFrom: (await world.row(person.sessionId)).deviceName,
      endedAt: endedAt?.toISOString(),
      byItself: false,
    });
    expect(await next()).toBe('closed');
    expect(streams().watch.size).toBe(0);
  });

  test('tells the browser that signed out itself so', async () => {
    const person = await world.person();
    const { next } = await opened(person);
    await next();
    await signOut(await world.signedIn(person.secret));
    expect(dataOf(await next())).toMatchObject({ reason: 'signed_out', byItself: true });
  });

  test('of a session whose row is removed ends without a reason', async () => {
    const person = await world.person();
    const { next } = await opened(person);
    await next();
    await world.db.$client`delete from sessions where id = ${person.sessionId}`;
    expect(dataOf(await next())).toEqual({ byItself: false });
    expect(await next()).toBe('closed');
  });

  test('does not miss an end between the look at the session and the first byte', async () => {
    const [witness, person] = [await world.person(), await world.person()];
    const other = await opened(witness);
    await other.next();
    // Anyone who begins to listen asks for everybody; here somebody listens already.
    await expect.poll(() => streams().listener.listening).toBe(true);
    const { response, next } = await opened(person);
    expect(response.status).toBe(200);
    for (const { sessionId } of [person, witness])
      await world.db.$client`
        update sessions set ended_at = now(), ended_reason = 'session_limit' where id = ${sessionId}`;
    // The word of the second end came after that of the first, which nobody was there to hear.
    expect(await other.next()).toContain('ended');
    await next();
    expect(dataOf(await next())).toMatchObject({ reason: 'session_limit' });
  });

  test('is no activity, open or opened', async () => {
    const person = await world.person();
    await world.age(person.sessionId, { lastActiveAt: 600 });
    const before = (await world.row(person.sessionId)).lastActiveAt;
    const { next } = await opened(person);
    await next();
    expect((await world.row(person.sessionId)).lastActiveAt).toEqual(before);
  });

  test('whose client goes away is forgotten in the same moment, also one that never read a byte', async () => {
    const person = await world.person();
    const { next, leave } = await opened(person);
    await next();
    expect(streams().watch.size).toBe(1);
    await leave();
    expect(streams().watch.size).toBe(0);
    await GET(await requestOf(person.secret));
    expect(streams().watch.size).toBe(0);
  });
});

test('an end that came while the listener was away is told when it is back', async () => {
  const person = await world.person();
  const { next } = await opened(person);
  await next();
  await expect.poll(() => streams().listener.listening).toBe(true);
  // In one transaction, so that nobody listens when it commits.
  await world.db.$client.begin(async (tx) => {
    await tx`update sessions set ended_at = now(), ended_reason = 'revoked_by_user' where id = ${person.sessionId}`;
    await killListener();
    await expect.poll(() => streams().listener.listening, { interval: 5 }).toBe(false);
  });
  // Something else may have changed meanwhile, which nobody can say; the pages ask, not all at once.
  expect(await next()).toBe('event: changed\ndata: {"spread":10}\n\n');
  expect(dataOf(await next())).toMatchObject({ reason: 'revoked_by_user' });
});

test('a member whose place in an organization changes is told, and so is everybody in it when its rules do', async () => {
  const [ada, grace, eve] = [await world.person(), await world.person(), await world.person()];
  const { id: organizationId } = (await world.inOwn(ada.secret)).organization;
  await world.db.transaction((tx) => addSeat(tx, { organizationId, userId: grace.userId }, 'member'));
  const [hers, theirs, stranger] = [await opened(ada), await opened(grace), await opened(eve)];
  for (const { next } of [hers, theirs, stranger]) await next();
  await expect.poll(() => streams().listener.listening).toBe(true);
  const changed = 'event: changed\ndata: {"spread":0}\n\n';
  await world.db.transaction((tx) => setSeatRole(tx, { organizationId, userId: grace.userId }, 'admin'));
  expect(await theirs.next()).toBe(changed);
  await world.db.transaction((tx) => closeOrganization(tx, organizationId));
  expect([await hers.next(), await theirs.next()]).toEqual([changed, changed]);
  await world.db.transaction((tx) => removeSeat(tx, { organizationId, userId: grace.userId }));
  expect(await theirs.next()).toBe(changed);
  await world.db
    .$client`update sessions set ended_at = now(), ended_reason = 'operator' where user_id in (${ada.userId}, ${eve.userId})`;
  // Neither heard anything of the others in between.
  for (const { next } of [hers, stranger]) expect(await next()).toContain('event: ended');
});

test('fifty streams hold one connection to the database, and it is not one of the pool', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => world.person()));
  for (let n = 0; n < 50; n += 1) {
    const { next } = await opened(people[n % 5] as Person);
    await next();
  }
  // Five for each session; the older ones made room.
  expect(streams().watch.size).toBe(25);
  const rows = await world.db.$client`
    select application_name from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`;
  expect(rows.map((row) => row.application_name)).toEqual([listenerName]);
});

test('nobody gets a stream without a session, nor one that has ended', async () => {
  const nobody = await GET(new NextRequest('http://localhost:3000/api/session/events'));
  expect(nobody.status).toBe(401);
  expect(await nobody.json()).toMatchObject({ code: 'no_session' });
  const person = await world.person();
  await signOut(await world.signedIn(person.secret));
  const ended = await GET(await requestOf(person.secret));
  expect(ended.status).toBe(401);
  expect(ended.headers.get('content-type')).toBe('application/problem+json');
  expect(await ended.json()).toMatchObject({ code: 'session_ended', reason: 'signed_out' });
});

test('asking for the head alone opens nothing', async () => {
  const { secret } = await world.person();
  const before = streams().watch.size;
  const response = await HEAD(await requestOf(secret));
  expect([response.status, response.body]).toEqual([200, null]);
  expect(streams().watch.size).toBe(before);
});
