import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { apiPath, clientWorld } from '../../tests/support/client-world';
import { flowWorld } from '../../tests/support/flow-world';
import { oauthWorld } from '../../tests/support/oauth-world';
import { fileStore } from './file-store';

const folder = mkdtempSync(join(tmpdir(), 'token-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let path = '';
let turn = 0;
beforeEach(() => {
  turn += 1;
  path = join(folder, `${turn}`, 'tokens.json');
});

const tokens = {
  issuer: 'https://app.test',
  accessToken: 'a',
  refreshToken: 'r',
  scope: '',
  expiresAt: 1,
  clockOffset: 0,
};
const lock = () => `${path}.lock`;

describe('a file of tokens', () => {
  test('comes back as it was kept, and is for its owner alone', async () => {
    const store = fileStore(path);
    expect(await store.load()).toBeUndefined();
    await store.save(tokens);
    expect(await store.load()).toEqual(tokens);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    chmodSync(path, 0o644);
    await store.save({ ended: 'signed_out' });
    expect(await fileStore(path).load()).toEqual({ ended: 'signed_out' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..'))).toEqual(['tokens.json']);
  });

  test.each([
    ['half a file', '{"accessToken":"a"'],
    ['another file', '{"name":"value"}'],
    ['nothing', ''],
    ['a list', '[]'],
  ])('that holds %s is refused by its name and left as it is', async (_what, text) => {
    await fileStore(path).save(tokens);
    writeFileSync(path, text);
    await expect(fileStore(path).load()).rejects.toThrow(`${path} holds no tokens`);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('its lock', () => {
  test('lets one at a time in, and is gone when nobody has it', async () => {
    let inside = 0;
    let most = 0;
    const deed = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((done) => setImmediate(done));
      inside -= 1;
    };
    const [one, other] = [fileStore(path), fileStore(path)];
    await Promise.all(Array.from({ length: 10 }, (_, each) => (each % 2 ? one : other).withLock(deed)));
    expect(most).toBe(1);
    expect(existsSync(lock())).toBe(false);
  });

  test('is let go where the deed fails', async () => {
    const failing = fileStore(path).withLock(async () => {
      throw new Error('it failed');
    });
    await expect(failing).rejects.toThrow('it failed');
    expect(await fileStore(path).withLock(async () => 'in')).toBe('in');
  });

  test('lets one process at a time in: none of their additions is lost', async () => {
    await fileStore(path).save({ ...tokens, expiresAt: 0 });
    const children = Array.from({ length: 3 }, () =>
      run(`for (let n = 0; n < 10; n += 1)
        await store.withLock(async () => {
          const kept = await store.load();
          await store.save({ ...kept, expiresAt: kept.expiresAt + 1 });
        });`),
    );
    expect(await Promise.all(children.map((child) => once(child, 'exit')))).toEqual(Array(3).fill([0, null]));
    expect(await fileStore(path).load()).toMatchObject({ expiresAt: 30 });
  });

  test('of a process that was killed keeps nobody out', async () => {
    const holder = run(`await store.withLock(() => new Promise(() => {
      setInterval(() => {}, 1000);
      console.log('held');
    }));`);
    await once(holder.stdout, 'data');
    expect(existsSync(lock())).toBe(true);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await fileStore(path).withLock(async () => 'in')).toBe('in');
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test.each([
    ['of another machine', { id: 'x', process: 1, host: 'elsewhere' }],
    [
      'of a process whose number means another one by now',
      { id: 'x', process: process.pid, host: hostname() },
    ],
    ['that nobody has put a name to', undefined],
  ])('%s counts for a minute', async (_whose, owner) => {
    await fileStore(path).withLock(async () => undefined);
    const leave = (secondsAgo: number) => {
      writeFileSync(lock(), owner ? JSON.stringify(owner) : '');
      const at = new Date(Date.now() - secondsAgo * 1000);
      utimesSync(lock(), at, at);
    };
    leave(50);
    let entered = false;
    const waiting = fileStore(path).withLock(async () => {
      entered = true;
    });
    // It has looked by then, as often as it wants.
    await fileStore(join(folder, 'other')).withLock(async () => undefined);
    expect(entered).toBe(false);
    leave(61);
    await waiting;
    expect(entered).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test('that was taken away from a holder who was too slow is left to who has it now', async () => {
    await fileStore(path).withLock(async () => {
      writeFileSync(lock(), JSON.stringify({ id: 'other', process: process.pid, host: hostname() }));
    });
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ id: 'other' });
  });
});

const world = flowWorld();
const app = oauthWorld(world);
const { line, clientOn, pass, signedIn, familyIs } = clientWorld(world, app);

test('two programs on one file, through two hours with lost answers, sign nobody out and renew once each time', async () => {
  const { familyId } = await signedIn(fileStore(path));
  const lines = [line(), line()];
  const programs = lines.map((on) => clientOn(on, fileStore(path)));
  for (let round = 1; round <= 12; round += 1) {
    await pass(familyId, 600);
    const before = lines.map(({ refreshes }) => refreshes);
    // Every third time an answer is lost, of whichever is first.
    if (round % 3 === 0) for (const on of lines) on.fates.push('lost');
    const answers = await Promise.all(programs.flatMap((each) => [each.fetch(apiPath), each.fetch(apiPath)]));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const renewals = lines.reduce((sum, { refreshes }, at) => sum + refreshes - (before[at] ?? 0), 0);
    if (round % 3 === 0) expect(renewals).toBeGreaterThan(1);
    else expect(renewals).toBe(1);
    for (const on of lines) on.fates.length = 0;
  }
  expect(await familyIs(familyId)).toBe('alive');
});

/** Another process, with the store at hand. */
function run(deed: string) {
  const from = JSON.stringify(join(import.meta.dirname, 'file-store.ts'));
  const text = `import { fileStore } from ${from}; const store = fileStore(${JSON.stringify(path)}); ${deed}`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', text];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}
