/** One at a time across processes, by a file that its holder makes. A holder that was killed keeps nobody out. */

import { randomUUID } from 'node:crypto';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Nothing holds it for so long, so its holder is gone; its process may run on another machine, or its number mean another one. */
const longestHold = 60_000;
const betweenTries = 25;

type Owner = { readonly id: string; readonly process: number; readonly host: string };

export async function withFileLock<T>(path: string, deed: () => Promise<T>): Promise<T> {
  const own: Owner = { id: randomUUID(), process: process.pid, host: hostname() };
  while (!(await take(path, own))) await delay(betweenTries);
  try {
    return await deed();
  } finally {
    // Unless it took so long that somebody else has it now.
    if ((await ownerOf(path))?.id === own.id) await rm(path, { force: true });
  }
}

async function take(path: string, own: Owner): Promise<boolean> {
  if (await make(path, JSON.stringify(own))) return true;
  const found = await ownerOf(path);
  if (await isLeft(path, found)) await clear(path, found?.id ?? 'nobody');
  return false;
}

/** Of several that find it left, one removes it, and only while it is still the one that was found. */
async function clear(path: string, id: string): Promise<void> {
  const claim = `${path}.${id}`;
  if (!(await make(claim, ''))) {
    if ((await ageOf(claim)) > longestHold) await rm(claim, { force: true });
    return;
  }
  const found = await ownerOf(path);
  if ((found?.id ?? 'nobody') === id && (await isLeft(path, found))) await rm(path, { force: true });
  await rm(claim, { force: true });
}

async function isLeft(path: string, owner: Owner | undefined): Promise<boolean> {
  if (owner?.host === hostname() && !isRunning(owner.process)) return true;
  return (await ageOf(path)) > longestHold;
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** False where there is one already. */
async function make(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where it is gone, or its maker was killed before it had written its name. */
async function ownerOf(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** In milliseconds, in either direction: a clock may have been set back. Zero where it is gone. */
const ageOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs),
    () => 0,
  );
