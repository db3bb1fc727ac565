/** Every secret that a test uses is noted here, so that logs.spec.ts can look for it in what the servers wrote. */

import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from '@playwright/test';

/** Playwright empties its folder when a run begins, so the notes are this run's alone. */
const file = () => `${test.info().project.outputDir}/marked-secrets.txt`;

const known = new Set<string>();

/** Returns the secret, so that marking fits around whatever makes one. */
export function markSecret(secret: string): string {
  if (secret.length >= 8 && !known.has(secret)) {
    known.add(secret);
    mkdirSync(dirname(file()), { recursive: true });
    appendFileSync(file(), `${JSON.stringify(secret)}\n`);
  }
  return secret;
}

/** Of all tests that have run so far, in whichever worker. */
export function markedSecrets(): string[] {
  if (!existsSync(file())) return [];
  const lines = readFileSync(file(), 'utf8').split('\n');
  return [...new Set(lines.filter(Boolean).map((line) => JSON.parse(line) as string))];
}
