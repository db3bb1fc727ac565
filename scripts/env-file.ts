/** The .env files, read the way Next reads them, and the one that a fresh checkout gets. */

import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nextEnv from '@next/env';

export type Environment = NodeJS.ProcessEnv;

/** Puts the .env files into process.env, under what is set already. Returns what was set before, for Next to start with. */
export function loadEnv(options: { production: boolean; directory?: string }): Environment {
  const before = { ...process.env };
  const quiet = { info: () => undefined, error: (...words: unknown[]) => console.error(...words) };
  nextEnv.loadEnvConfig(options.directory ?? process.cwd(), !options.production, quiet);
  // Next would take this mark for "already read" and no longer notice a change to the files.
  delete process.env.__NEXT_PROCESSED_ENV;
  return before;
}

/** Gives a checkout without a session secret one of its own, so that no two of them share it. True when it wrote one. */
export function ensureLocalEnv(directory = process.cwd()): boolean {
  if (process.env.SESSION_SECRET) return false;
  const file = join(directory, '.env.local');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const secret = freshSecret();
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  appendFileSync(file, `${gap}SESSION_SECRET=${secret}\n`, { mode: 0o600 });
  process.env.SESSION_SECRET = secret;
  return true;
}

/** 32 random bytes, as `openssl rand -base64 32` gives them. */
export const freshSecret = () => randomBytes(32).toString('base64');
