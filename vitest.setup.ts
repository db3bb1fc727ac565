/** Before each test file: an environment of its own, and a console that nobody writes to unnoticed. */

import { afterEach, beforeEach, expect } from 'vitest';
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
