import { createServer } from 'node:net';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Listener, type ListenOptions, listen } from '../db/listen';
import { listenerName } from '../db/lone-connection';
import { onnotice } from '../db/notices';
import { type TestDatabase, testDatabase } from '../db/test-database';
import { tapWire } from './support/wire';

let database: TestDatabase;
let sql: postgres.Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = postgres(database.url, { max: 2, onnotice });
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

const open: Listener[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function started(options: Partial<ListenOptions> = {}) {
  const heard: string[] = [];
  const count = { joined: 0, lost: 0 };
  const listener = listen({
    url: database.url,
    channels: { news: (payload) => heard.push(payload) },
    joined: () => {
      count.joined += 1;
    },
    lost: () => {
      count.lost += 1;
    },
    tell: (channel, payload) => sql.notify(channel, payload),
    ...options,
  });
  open.push(listener);
  return { listener, heard, count };
}

const tell = (payload: string) => sql`select pg_notify('news', ${payload})`;
/** Of this database alone: other test files have listeners of their own. */
const backends = () => sql<{ pid: number }[]>`
  select pid from pg_stat_activity
  where application_name = ${listenerName} and datname = current_database()`;
const kill = () => sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = ${listenerName} and datname = current_database()`;

describe('a listener', () => {
  test('hears what is committed, in order, over one connection', async () => {
    const { heard, count } = started();
    await expect.poll(() => count.joined).toBe(1);
    await sql.begin(async (tx) => {
      await tx`select pg_notify('news', 'one'), pg_notify('other', 'not for us')`;
      expect(heard).toEqual([]);
    });
    await tell('two');
    await expect.poll(() => heard).toEqual(['one', 'two']);
    expect(await backends()).toHaveLength(1);
  });

  test('whose connection is killed is there again, says so, and tells of the outage once', async () => {
    const { heard, count } = started();
    await expect.poll(() => count.joined).toBe(1);
    for (const time of [1, 2, 3]) {
      await kill();
      await expect.poll(() => count.joined, { timeout: 10_000 }).toBe(time + 1);
      await tell(String(time));
      await expect.poll(() => heard.at(-1)).toBe(String(time));
    }
    expect(count.lost).toBe(3);
    expect(await backends()).toHaveLength(1);
  });

  test('that is closed leaves no connection behind, and stops trying', async () => {
    const { listener, count } = started();
    await expect.poll(() => count.joined).toBe(1);
    await listener.close();
    expect(listener.listening).toBe(false);
    await expect.poll(async () => (await backends()).length).toBe(0);
    expect(count).toEqual({ joined: 1, lost: 0 });
  });
});

describe('a database that is away', () => {
  test('is asked again and again, of which one word is said, and found when it is back', async () => {
    const wire = await tapWire(database.url);
    const { port } = new URL(wire.url);
    const { count, heard } = started({ url: wire.url });
    await expect.poll(() => count.joined).toBe(1);
    await wire.close();
    await expect.poll(() => count.lost).toBe(1);
    let knocks = 0;
    // Something that accepts connections and closes them, as a proxy before a dead server.
    const door = createServer((socket) => {
      knocks += 1;
      socket.on('error', () => undefined).destroy();
    }).listen(Number(port), '127.0.0.1');
    await expect.poll(() => knocks, { timeout: 10_000 }).toBeGreaterThan(3);
    // 100 ms doubling: in the first seconds a handful, and not thousands.
    expect(knocks).toBeLessThan(12);
    expect(count).toEqual({ joined: 1, lost: 1 });
    await new Promise((done) => door.close(done));
    const back = await tapWire(database.url, Number(port));
    await expect.poll(() => count.joined, { timeout: 20_000 }).toBe(2);
    await tell('again');
    await expect.poll(() => heard).toEqual(['again']);
    expect(count.lost).toBe(1);
    for (const each of open.splice(0)) await each.close();
    await back.close();
  });

  test('and never says anything is given up on after five seconds', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await expect.poll(() => mute.listening).toBe(true);
    const { port } = mute.address() as { port: number };
    const began = performance.now();
    const { count } = started({ url: `postgres://u:p@127.0.0.1:${port}/x` });
    await expect.poll(() => count.lost, { timeout: 10_000 }).toBe(1);
    expect((performance.now() - began) / 1000).toBeGreaterThan(4.5);
    mute.close();
  });
});

describe('the pulse', () => {
  const pulse = { every: 100, patience: 300 };

  test('keeps a connection that hears it', async () => {
    let beats = 0;
    const { count } = started({
      pulse,
      tell: (channel, payload) => {
        beats += 1;
        return sql.notify(channel, payload);
      },
    });
    await expect.poll(() => beats, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(count).toEqual({ joined: 1, lost: 0 });
  });

  test('finds a connection that died without a word, and another one takes its place', async () => {
    const wire = await tapWire(database.url);
    const { count, heard } = started({ url: wire.url, pulse });
    await expect.poll(() => count.joined).toBe(1);
    wire.freeze();
    await expect.poll(() => count.joined, { timeout: 10_000 }).toBe(2);
    await tell('after the silence');
    await expect.poll(() => heard).toEqual(['after the silence']);
    expect(count.lost).toBe(1);
    for (const each of open.splice(0)) await each.close();
    await wire.close();
  });

  test('that cannot be sent says nothing about the connection', async () => {
    let tries = 0;
    const { count } = started({
      pulse,
      tell: () => {
        tries += 1;
        return Promise.reject(new Error('the pool is away'));
      },
    });
    await expect.poll(() => tries, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(count).toEqual({ joined: 1, lost: 0 });
  });
});
