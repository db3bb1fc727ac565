/** Tokens in a file that its owner alone reads, for command lines. Several processes may use it at once. */

import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withFileLock } from './file-lock';
import type { Kept, TokenStore } from './store';

/** Rejects where the file holds something else: it is left as it is. */
export function fileStore(path: string): TokenStore {
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch(unlessMissing);
      return text === undefined ? undefined : keptIn(text, path);
    },
    async save(kept) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const beside = `${path}.${randomUUID()}`;
      try {
        await writeThrough(beside, `${JSON.stringify(kept, undefined, 2)}\n`);
        // A reader has the old one or the new one, and never half of it.
        await rename(beside, path);
      } finally {
        await rm(beside, { force: true });
      }
    },
    async withLock(deed) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return withFileLock(`${path}.lock`, deed);
    },
  };
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function keptIn(text: string, path: string): Kept {
  const value = parsed(text);
  if (isKept(value)) return value;
  throw new Error(`${path} holds no tokens. Delete it and sign in again.`);
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const of = value as Readonly<Record<string, unknown>>;
  if (typeof of.ended === 'string') return true;
  const texts = [of.issuer, of.accessToken, of.refreshToken, of.scope].every(
    (each) => typeof each === 'string',
  );
  return texts && typeof of.expiresAt === 'number' && typeof of.clockOffset === 'number';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
