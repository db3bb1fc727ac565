import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEnv } from '../lib/config/env';
import { ensureLocalEnv, freshSecret, loadEnv } from './env-file';

let folder = '';
const read = () => readFileSync(join(folder, '.env.local'), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'env-file-'));
  delete process.env.SESSION_SECRET;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a checkout without a secret gets one that the product accepts, for its owner alone to read', () => {
  expect(ensureLocalEnv(folder)).toBe(true);
  const secret = /^SESSION_SECRET=(.+)\n$/.exec(read())?.[1] ?? '';
  expect(readEnv({ DATABASE_URL: 'postgres://x', SESSION_SECRET: secret }).sessionSecrets).toEqual([secret]);
  expect(process.env.SESSION_SECRET).toBe(secret);
  expect(statSync(join(folder, '.env.local')).mode & 0o777).toBe(0o600);
});

test('a second call changes nothing', () => {
  ensureLocalEnv(folder);
  const first = read();
  expect(ensureLocalEnv(folder)).toBe(false);
  expect(read()).toBe(first);
});

test('what .env.local holds already stays, also without a line break at its end', () => {
  writeFileSync(join(folder, '.env.local'), 'SMTP_URL=smtp://localhost');
  ensureLocalEnv(folder);
  expect(read()).toMatch(/^SMTP_URL=smtp:\/\/localhost\nSESSION_SECRET=\S{44}\n$/);
});

test('two secrets differ, and each holds 32 bytes', () => {
  const [one, two] = [freshSecret(), freshSecret()];
  expect(one).not.toBe(two);
  expect(Buffer.from(one, 'base64')).toHaveLength(32);
});

test('a file fills in what the environment lacks, and what was set before stays apart from it', () => {
  writeFileSync(join(folder, '.env'), 'APP_URL=https://file.example\nFROM_FILE=yes\n');
  const before = loadEnv({ production: false, directory: folder });
  expect([process.env.APP_URL, process.env.FROM_FILE]).toEqual(['http://localhost:3000', 'yes']);
  expect([before.APP_URL, before.FROM_FILE]).toEqual(['http://localhost:3000', undefined]);
  delete process.env.FROM_FILE;
});
