import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChild, startChild } from './child';

const node = process.execPath;
/** A container without an init keeps the dead on its list. */
const isZombie = (pid: number) =>
  process.platform === 'linux' && / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch {
    return false;
  }
}

test('the exit code of a child and all it wrote come back', async () => {
  const script = 'process.stdout.write("x".repeat(300000)); process.exitCode = 7';
  const { code, output } = await runChild([node, '-e', script]);
  expect([code, output.length]).toEqual([7, 300_000]);
});

test('a child ended by a signal has 128 and its number as exit code', async () => {
  const child = startChild([node, '-e', 'setInterval(() => {}, 1000)'], { output: () => undefined });
  expect(await child.stop('SIGTERM')).toBe(143);
});

test('a child that does not heed the signal is made to end', async () => {
  const script = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)';
  let up: () => void = () => undefined;
  const started = new Promise<void>((done) => {
    up = done;
  });
  const child = startChild([node, '-e', script], { graceSeconds: 0.2, output: () => up() });
  await started;
  expect(await child.stop()).toBe(137);
});

test('what a child leaves running ends with it', async () => {
  const script = `
    const { spawn } = require('node:child_process');
    const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    process.stdout.write(String(left.pid), () => process.exit(0));`;
  const { code, output } = await runChild([node, '-e', script]);
  await expect.poll(() => isAlive(Number(output)), { timeout: 10_000 }).toBe(false);
  expect(code).toBe(0);
});

test('a child that is out of time is ended', async () => {
  const { code } = await runChild([node, '-e', 'setInterval(() => {}, 1000)'], { timeoutSeconds: 0.2 });
  expect(code).toBe(137);
});

test('a program that does not exist is an error, not a silence', async () => {
  await expect(runChild(['/nowhere/program'])).rejects.toThrow('ENOENT');
});

test('a run that is killed takes its children with it', async () => {
  const source = `
    import { startChild } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
    const child = startChild([process.execPath, '-e', 'setInterval(() => {}, 1000)']);
    console.log(child.pid);`;
  const run = spawn(node, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = await once(run.stdout.setEncoding('utf8'), 'data');
  expect(isAlive(Number(pid))).toBe(true);
  run.kill('SIGKILL');
  await expect.poll(() => isAlive(Number(pid)), { timeout: 20_000 }).toBe(false);
});
