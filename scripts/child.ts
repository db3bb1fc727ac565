/** Child processes that end together with all they have started, whichever way this process is asked to stop. */

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type ChildWatcher, startWatcher, whenOrphaned } from './child-watcher';

export const root = resolve(import.meta.dirname, '..');

export type Child = {
  readonly pid: number | undefined;
  /** The exit code, 128 and the signal's number where a signal ended it; nothing of its process group is left then. */
  readonly exited: Promise<number>;
  stop(signal?: NodeJS.Signals): Promise<number>;
};

export type ChildOptions = {
  /** The root of this checkout where it is left out. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Our own output, a file descriptor, or a function that is given what the child writes. */
  readonly output?: 'inherit' | number | ((text: string) => void);
  /** How long it may take to end when asked to, before it is made to. */
  readonly graceSeconds?: number;
};

export type Command = readonly [program: string, ...args: string[]];

/** A program from this project's dependencies, run by the Node that runs us, whichever is first on the path. */
export const tool = (name: string, ...args: string[]): Command => [
  process.execPath,
  join(root, 'node_modules', '.bin', name),
  ...args,
];

/** The production server. What it prints is JSON from the first line on. */
export const productionServer = (...args: string[]): Command => {
  const preload = pathToFileURL(join(root, 'scripts', 'own-output.mjs')).href;
  const [node, ...next] = tool('next', 'start', ...args);
  return [node, '--import', preload, ...next];
};

/** Another script of this project, with nothing between it and us that could keep a signal to itself. */
export const script = (path: string, ...args: string[]): Command => [
  process.execPath,
  '--import',
  'tsx',
  join(root, path),
  ...args,
];

/** Throws once this process has been asked to stop, so that no further step begins. */
export function startChild([program, ...args]: Command, options: ChildOptions = {}): Child {
  watcher ??= listen();
  if (stopSignal) throw new Error(`Stopped by ${stopSignal}`);
  const { output = 'inherit', graceSeconds = 20 } = options;
  const target = typeof output === 'function' ? 'pipe' : output;
  const node = spawn(program, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    // A group of its own: one signal reaches the whole tree, and Ctrl-C reaches it through us, once.
    detached: true,
    stdio: ['ignore', target, target],
  });
  if (typeof output === 'function') {
    for (const stream of [node.stdout, node.stderr]) stream?.setEncoding('utf8').on('data', output);
  }
  const exited = exitOf(node).finally(() => forget(child));
  const child: Child = {
    pid: node.pid,
    exited,
    stop: (signal) => stopGroup(node, exited, graceSeconds, signal),
  };
  remember(child);
  return child;
}

export type RunOptions = Omit<ChildOptions, 'output'> & { readonly timeoutSeconds?: number };

/** Runs to the end, or to the end of the time it has. Returns the exit code with everything written. */
export async function runChild(command: Command, options: RunOptions = {}) {
  const written: string[] = [];
  const child = startChild(command, { ...options, output: (text) => written.push(text) });
  const { timeoutSeconds } = options;
  const limit = timeoutSeconds
    ? setTimeout(() => void child.stop('SIGKILL'), timeoutSeconds * 1000)
    : undefined;
  const code = await child.exited.finally(() => clearTimeout(limit));
  return { code, output: written.join('') };
}

/** The signal that this process was asked to stop with, once a child has been started. */
export const stoppedBy = (): NodeJS.Signals | undefined => stopSignal;

export const exitCodeOf = (signal: NodeJS.Signals) => 128 + constants.signals[signal];

const running = new Set<Child>();
let stopSignal: NodeJS.Signals | undefined;
let watcher: ChildWatcher | undefined;

function remember(child: Child): void {
  running.add(child);
  if (child.pid) watcher?.add(child.pid);
}

function forget(child: Child): void {
  running.delete(child);
  if (child.pid) watcher?.remove(child.pid);
}

function listen(): ChildWatcher {
  let firstAt = 0;
  const receive = (signal: NodeJS.Signals) => {
    stopSignal ??= signal;
    firstAt ||= Date.now();
    // One Ctrl-C comes from the terminal, from npm and from tsx; a later one means that someone is tired of waiting.
    const impatient = Date.now() - firstAt > 1000;
    for (const child of running) void child.stop(impatient ? 'SIGKILL' : signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, receive);
  whenOrphaned(() => receive('SIGTERM'));
  // After an error of our own, nothing more can be waited for.
  process.on('exit', () => {
    for (const { pid } of running) signalGroup(pid, 'SIGKILL');
  });
  return startWatcher();
}

async function exitOf(child: ChildProcess): Promise<number> {
  const code = await new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (exitCode, signal) => done(exitCode ?? (signal ? exitCodeOf(signal) : 1)));
  });
  await sweep(child.pid);
  // The last of its output may still be on the way; anyone who left the group and keeps the pipe is not waited for.
  const unread = [child.stdout, child.stderr].filter((stream) => stream && !stream.readableEnded);
  const ends = unread.map((stream) => new Promise((done) => stream?.once('close', done)));
  await Promise.race([Promise.all(ends), delay(2000, undefined, { ref: false })]);
  return code;
}

async function stopGroup(
  child: ChildProcess,
  exited: Promise<number>,
  grace: number,
  signal: NodeJS.Signals = 'SIGTERM',
) {
  if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, signal);
  const forced = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), grace * 1000);
  return exited.finally(() => clearTimeout(forced));
}

/** What the child has left behind in its group. */
async function sweep(group: number | undefined): Promise<void> {
  if (!signalGroup(group, 'SIGTERM')) return;
  for (let left = 40; left > 0 && signalGroup(group, 0); left -= 1) await delay(50);
  signalGroup(group, 'SIGKILL');
}

/** False when nobody is left to hear it. */
function signalGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (group === undefined) return false;
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
