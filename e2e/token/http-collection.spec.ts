import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clients } from '../../lib/config/clients';
import { newToken } from '../../lib/opaque-token';
import { hashOfSecret } from '../../lib/secret';
import { root } from '../../scripts/child';
import { parseHttpFile } from '../../scripts/http-file';
import { runHttpFile } from '../../scripts/http-run';
import { approveDevice } from '../support/command-line';
import { auditRows, sessionRows, sql } from '../support/database';
import { baseUrl } from '../support/environment';
import type { TestPerson } from '../support/people';
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

/** A key as Settings shows it once; what its page does is in keys.spec.ts. */
async function keyOf({ id }: TestPerson): Promise<string> {
  const key = markSecret(newToken('pat'));
  await sql`
    insert into api_keys (kind, user_id, name, scopes, token_hash, last_four, lifetime_days, expires_at)
    values ('person', ${id}, 'Collection', '{me:read}', ${hashOfSecret(key)}, ${key.slice(-4)}, 30,
      now() + interval '30 days')`;
  return key;
}

test('every request of docs/api.http brings what it says there', async ({ signedIn, person }) => {
  const file = parseHttpFile(readFileSync(join(root, 'docs/api.http'), 'utf8'));
  const service = clients.find((client) => client.kind === 'service');
  const done = await runHttpFile(file, {
    given: {
      origin: baseUrl(),
      apiKey: await keyOf(person),
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
  expect(done.filter(({ outcome }) => outcome === 'skipped')).toEqual([]);
  const ends = (await sessionRows(person)).map(({ ended_reason }) => ended_reason);
  expect(ends.toSorted()).toEqual([null, 'signed_out', 'token_reuse']);
  const events = (await auditRows(person)).map(({ event }) => event);
  expect(events).toContain('authn_token_reuse');
});
