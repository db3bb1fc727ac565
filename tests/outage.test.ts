import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database } from '../db/client';
import { type Embedded, startEmbedded } from '../db/embedded/server';
import { migrate } from '../db/migrate';
import { defaultPolicy } from '../lib/config/policy';
import { resumeSession } from '../lib/flows/session/resume-session';
import { spend } from '../lib/rate-limit/limits';
import { hashOfSecret } from '../lib/secret';
import { startSession } from '../lib/session/start';
import { isStoreFault } from '../lib/web/guards/store-fault';

const folder = mkdtempSync(join(tmpdir(), 'outage-test-'));
// mkdtemp makes it private, and Postgres does not run as root.
chmodSync(folder, 0o755);
const directory = join(folder, 'postgres');

let server: Embedded;
let db: Database;
let secret: string;

const start = (port?: number) => startEmbedded({ persistent: true, directory, port });
const resume = () => resumeSession({ db, policy: defaultPolicy }, hashOfSecret(secret));

/** What it rejects with, and after how many seconds. */
async function faultOf(work: () => Promise<unknown>): Promise<{ error: unknown; seconds: number }> {
  const began = performance.now();
  const error = await work().then(
    (value) => new Error(`it did not fail but gave ${JSON.stringify(value)}`),
    (fault) => fault,
  );
  return { error, seconds: (performance.now() - began) / 1000 };
}

beforeAll(async () => {
  server = await start();
  await migrate(server.url());
  db = connect(server.url());
  const [user] = await db.$client`
    insert into users (email, name, password_hash) values ('ada@example.com', 'Ada', 'none') returning id`;
  const device = { name: 'Chrome on Mac', kind: 'desktop' } as const;
  const blank = { remembered: false, userAgent: null, ip: null, device };
  ({ secret } = await startSession(db, { userId: user?.id, ...blank }));
});

afterAll(async () => {
  await db.$client.end({ timeout: 1 });
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a database that stops', () => {
  test('is told from a bug within seconds, and the same pool finds it and the session again', async () => {
    expect(await resume()).toMatchObject({ kind: 'active' });
    const { port } = server;
    await server.stop();

    for (let n = 0; n < 3; n++) {
      const { error, seconds } = await faultOf(resume);
      expect(isStoreFault(error), String(error)).toBe(true);
      expect(seconds).toBeLessThan(5);
    }
    const limits = await faultOf(() => spend({ db, policy: defaultPolicy }, 'sign_up', 'somebody'));
    expect(isStoreFault(limits.error), String(limits.error)).toBe(true);

    server = await start(port);
    expect(server.port).toBe(port);
    await expect
      .poll(() => resume().catch(() => undefined), { timeout: 5000 })
      .toMatchObject({ kind: 'active' });
  });

  test('in the middle of many requests fails them all as a fault of the store', async () => {
    await resume();
    const { port } = server;
    const slow = () => db.$client`select pg_sleep(20)`.then(() => undefined);
    const faults = [slow, slow, slow].map(faultOf);
    const sleeping = () => db.$client`
      select 1 from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`;
    await expect.poll(async () => (await sleeping()).length).toBe(3);
    await server.stop();
    for (const { error } of await Promise.all(faults)) expect(isStoreFault(error), String(error)).toBe(true);
    server = await start(port);
    await expect
      .poll(() => resume().catch(() => undefined), { timeout: 5000 })
      .toMatchObject({ kind: 'active' });
  });
});

test('a server that takes a connection and says nothing is given up on within five seconds', async () => {
  const mute = createServer(() => undefined).listen(0, '127.0.0.1');
  await expect.poll(() => mute.listening).toBe(true);
  const pool = connect(`postgres://u:p@127.0.0.1:${(mute.address() as { port: number }).port}/x`, { max: 1 });
  const { error, seconds } = await faultOf(() =>
    resumeSession({ db: pool, policy: defaultPolicy }, hashOfSecret('nobody')),
  );
  expect(isStoreFault(error), String(error)).toBe(true);
  expect(seconds).toBeLessThan(6);
  await pool.$client.end({ timeout: 0 });
  mute.close();
});
