import { expect, test } from 'vitest';
import { runChild, startChild } from './child';

const node = process.execPath;
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('the exit code of a child and all it wrote come back', async () => {
  const script = 'process.stdout.write("x".repeat(300000)); process.exitCode = 7';
  const { code, output } = await runChild(node, ['-e', script]);
  expect([code, output.length]).toEqual([7, 300_000]);
});

test('a child ended by a signal has 128 and its number as exit code', async () => {
  const child = startChild(node, ['-e', 'setInterval(() => {}, 1000)'], { output: () => undefined });
  expect(await child.stop('SIGTERM')).toBe(143);
});

test('a child that does not heed the signal is made to end', async () => {
  const script = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)';
  let up: () => void = () => undefined;
  const started = new Promise<void>((done) => {
    up = done;
  });
  const child = startChild(node, ['-e', script], { graceSeconds: 0.2, output: () => up() });
  await started;
  expect(await child.stop()).toBe(137);
});

test('what a child leaves running ends with it', async () => {
  const script = `
    const { spawn } = require('node:child_process');
    const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    process.stdout.write(String(left.pid), () => process.exit(0));`;
  const { code, output } = await runChild(node, ['-e', script]);
  await expect.poll(() => isAlive(Number(output))).toBe(false);
  expect(code).toBe(0);
});

test('a child that is out of time is ended', async () => {
  const { code } = await runChild(node, ['-e', 'setInterval(() => {}, 1000)'], { timeoutSeconds: 0.2 });
  expect(code).toBe(137);
});

test('a program that does not exist is an error, not a silence', async () => {
  await expect(runChild('/nowhere/program', [])).rejects.toThrow('ENOENT');
});
