import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clients } from '../../lib/config/clients';
import { root } from '../../scripts/child';
import { parseHttpFile } from '../../scripts/http-file';
import { runHttpFile } from '../../scripts/http-run';
import { approveDevice } from '../support/command-line';
import { auditRows, sessionRows } from '../support/database';
import { baseUrl } from '../support/environment';
import { markSecret } from '../support/secrets';
import { expect, test } from '../support/test';

/** Whatever of an answer opens something: the log must not have it. */
function markTokens(body: unknown): void {
  for (const [name, value] of Object.entries(Object(body)))
    if (/^(access_token|refresh_token|device_code|user_code)$/.test(name)) markSecret(String(value));
}

/** Opens the page of an app and says yes; gives back the code that the app gets at its own address. */
async function allowAt(page: Page, address: string): Promise<string> {
  // Nobody listens there; the address is all that counts.
  await page.route('http://127.0.0.1:49152/**', (route) => route.fulfill({ body: 'signed in' }));
  await page.goto(address);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('http://127.0.0.1:49152/signed-in**');
  return markSecret(new URL(page.url()).searchParams.get('code') ?? '');
}

test('every request of docs/api.http brings what it says there', async ({ signedIn, person }) => {
  const file = parseHttpFile(readFileSync(join(root, 'docs/api.http'), 'utf8'));
  const service = clients.find((client) => client.kind === 'service');
  const done = await runHttpFile(file, {
    given: {
      origin: baseUrl(),
      ...(service ? { service: service.id, serviceSecret: process.env[service.secretFrom] ?? '' } : {}),
    },
    byHand: async (what) => {
      const [, code] = /^type (\S+) at /.exec(what) ?? [];
      if (code) return approveDevice(signedIn, code).then(() => undefined);
      return allowAt(signedIn, /^open (\S+),/.exec(what)?.[1] ?? '');
    },
    onAnswer: markTokens,
  });
  const otherwise = done.filter(({ outcome }) => outcome === 'otherwise');
  expect(otherwise.map(({ request, detail }) => `${request.title}: ${detail}`)).toEqual([]);
  const skipped = done.filter(({ outcome }) => outcome === 'skipped');
  expect(skipped.map(({ detail }) => detail)).toEqual(['apiKey is not given']);
  const ends = (await sessionRows(person)).map(({ ended_reason }) => ended_reason);
  expect(ends.toSorted()).toEqual([null, 'signed_out', 'token_reuse']);
  const events = (await auditRows(person)).map(({ event }) => event);
  expect(events).toContain('authn_token_reuse');
});
