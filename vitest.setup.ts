/** Before each test file: an environment of its own, and a console and a database that say nothing unnoticed. */

import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { hearNotices, isIdle } from './db/notices';
import { freshSecret } from './scripts/env-file';
import { withoutSettings } from './scripts/test-env';

const environment = withoutSettings(process.env);
for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
Object.assign(process.env, {
  NODE_ENV: 'test',
  SESSION_SECRET: freshSecret(),
  APP_URL: 'http://localhost:3000',
  LOG_LEVEL: 'silent',
  BREACHED_PASSWORDS_URL: 'off',
});

const methods = ['error', 'warn'] as const;
const { error, warn } = console;
const original = { error, warn };
let written: string[] = [];
let expected: RegExp[] = [];

/** Allows, in this test alone, what it makes the console say, and requires that it is said. */
export function expectConsole(...patterns: RegExp[]): void {
  expected.push(...patterns);
}

beforeEach(() => {
  written = [];
  expected = [];
  for (const method of methods) console[method] = (...words) => written.push(words.map(String).join(' '));
});

afterEach(() => {
  Object.assign(console, original);
  const unexpected = written.filter((line) => !expected.some((pattern) => pattern.test(line)));
  expect(unexpected, 'console.error and console.warn, where nothing was expected').toEqual([]);
  const missing = expected.filter((pattern) => !written.some((line) => pattern.test(line)));
  expect(missing, 'expected on the console, yet never written').toEqual([]);
});

/** Also from before the first test and between two: what prepares them is told there that it was not done. */
let told: string[] = [];
let awaited: RegExp[] = [];
hearNotices((notice) => {
  if (!isIdle(notice)) told.push(`${notice.severity}: ${notice.message}`);
});

/** Allows, until this test is over, what it makes the database say, and requires that it is said. */
export function expectNotice(...patterns: RegExp[]): void {
  awaited.push(...patterns);
}

function judgeNotices(): void {
  const [heard, hoped] = [told, awaited];
  [told, awaited] = [[], []];
  const unexpected = heard.filter((line) => !hoped.some((pattern) => pattern.test(line)));
  expect(unexpected, 'notices and warnings of the database, where none was expected').toEqual([]);
  const missing = hoped.filter((pattern) => !heard.some((line) => pattern.test(line)));
  expect(missing, 'expected of the database, yet never said').toEqual([]);
}

afterEach(judgeNotices);
afterAll(judgeNotices);
