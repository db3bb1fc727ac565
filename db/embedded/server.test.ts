import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test, vi } from 'vitest';
import { onnotice } from '../notices';
import { type Embedded, startEmbedded } from './server';

// Laying out a cluster takes half a second, and many times that on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const folder = mkdtempSync(join(tmpdir(), 'embedded-test-'));
// mkdtemp makes it private, and Postgres does not run as root.
chmodSync(folder, 0o755);
const directory = join(folder, 'postgres');
const data = join(directory, 'data');
const started: Embedded[] = [];

async function start(options: Partial<{ port: number }> = {}): Promise<Embedded> {
  const server = await startEmbedded({ persistent: true, directory, ...options });
  started.push(server);
  return server;
}

async function ask<Row>(server: Embedded, question: (sql: postgres.Sql) => PromiseLike<Row>): Promise<Row> {
  const sql = postgres(server.url(), { max: 1, onnotice });
  try {
    return await question(sql);
  } finally {
    await sql.end();
  }
}

afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

test('what is stored is there again after a stop and a start, and the password is private', async () => {
  const first = await start();
  await ask(first, (sql) => sql`create table kept as select 'Ärger' as word`);
  await first.stop();
  await first.stop();
  const second = await start();
  expect(await ask(second, (sql) => sql`select lower(word) as word from kept`)).toMatchObject([
    { word: 'ärger' },
  ]);
  expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600);
  await second.stop();
});

test('a wrong password is refused', async () => {
  const server = await start();
  const wrong = { ...server, url: () => server.url().replace(/:\w+@/, ':wrong@') };
  await expect(ask(wrong, (sql) => sql`select 1`)).rejects.toThrow('password authentication failed');
  await server.stop();
});

test('a second run of the same checkout joins the server and leaves it running', async () => {
  const owner = await start();
  const guest = await start();
  expect(guest.port).toBe(owner.port);
  await guest.stop();
  expect(await ask(owner, (sql) => sql`select 1 as one`)).toMatchObject([{ one: 1 }]);
  await owner.stop();
});

test('two first runs at once share one server', async () => {
  rmSync(directory, { recursive: true, force: true });
  const both = await Promise.all([start(), start()]);
  expect(both[0].url()).toBe(both[1].url());
  await Promise.all(both.map((server) => server.stop()));
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
});

test('a lock left by a killed run does not hold up the next, even when its pid is in use again', async () => {
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n54329\n\n127.0.0.1\n\nready   \n`);
  const server = await start();
  expect(readFileSync(join(data, 'postmaster.pid'), 'utf8')).not.toContain(`${process.pid}\n`);
  await server.stop();
});

test('a port that is taken is passed over', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const port = (other.address() as { port: number }).port;
  const server = await start({ port });
  expect(server.port).not.toBe(port);
  await server.stop();
  other.close();
});

test('a run that is killed leaves neither a server nor its temporary data behind', async () => {
  const script = `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'server.ts'))};
    const server = await startEmbedded({ persistent: false });
    console.log(server.url());`;
  const file = join(folder, 'run.mts');
  writeFileSync(file, `${script}\nsetInterval(() => undefined, 1000);\n`);
  const run = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = await once(run.stdout.setEncoding('utf8'), 'data');
  const sql = postgres(url.trim(), { max: 1, onnotice });
  const [row] = await sql`select current_setting('data_directory') as place`;
  expect(existsSync(row?.place)).toBe(true);
  run.kill('SIGKILL');
  await expect.poll(() => existsSync(row?.place), { timeout: 30_000 }).toBe(false);
  await sql.end({ timeout: 0 });
});
