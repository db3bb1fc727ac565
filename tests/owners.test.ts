import { describe, expect, test } from 'vitest';
import { exportsOf } from './support/exports';
import { isProduct, readModules } from './support/modules';
import { houseOf } from './support/places';

const product = [...readModules().values()].filter(isProduct);
const inLib = product.filter(({ path }) => path.startsWith('lib/'));

/** Which domain alone writes a table. */
const owners: Readonly<Record<string, string>> = {
  action_keys: 'submission',
  api_keys: 'api-key',
  audit_events: 'audit',
  authorization_codes: 'token-family',
  billing_details: 'plan', // only: plans
  device_codes: 'token-family',
  drafts: 'draft', // only: drafts
  email_changes: 'account',
  email_codes: 'email-code',
  factor_resets: 'factor-reset',
  identities: 'identity',
  invitations: 'invitation',
  known_devices: 'known-device',
  mails: 'mail',
  memberships: 'organization',
  one_time_tokens: 'one-time-token',
  organizations: 'organization',
  passkey_challenges: 'passkey',
  passkeys: 'passkey',
  pending_sign_ins: 'second-factor',
  projects: 'project', // only: sample
  rate_limits: 'rate-limit',
  recovery_codes: 'second-factor',
  platform: 'session',
  refresh_tokens: 'token-family',
  rotated_secrets: 'session',
  sessions: 'session',
  sign_in_delays: 'rate-limit',
  sign_ups: 'account',
  signing_keys: 'signing-key',
  support_grants: 'support',
  tasks: 'project', // only: sample
  totp_authenticators: 'second-factor',
  used_proofs: 'token-family',
  users: 'account',
  webhook_deliveries: 'webhook',
  webhook_endpoints: 'webhook',
};
/** Written by the owner of the database alone, at its migrations. */
const ofTheOwner = ['audit_bounds'];

/** Tables by the name that the code has for them. */
const tables = new Map(
  product
    .filter(({ path }) => path.startsWith('db/schema/'))
    .flatMap(({ text }) => [...text.matchAll(/export const (\w+) = pgTable\(\s*'(\w+)'/g)])
    .map(([, constant = '', table = '']) => [constant, table]),
);
const known = new Set(tables.values());

const byCode = /\.(?:insert|update|delete)\(\s*(\w+)\s*\)|deleteBatch\(\s*\w+,\s*(\w+)/g;
const byHand = /\b(?:insert into|delete from|update)\s+(?:\$\{(\w+)\}|(\w+))/g;

function writesOf(text: string): string[] {
  const named = [...text.matchAll(byCode)].map(([, one, other]) => tables.get(one ?? other ?? ''));
  const spelled = [...text.matchAll(byHand)].map(([, constant, table = '']) =>
    constant ? tables.get(constant) : table,
  );
  return [...named, ...spelled].filter((table) => table !== undefined && known.has(table)) as string[];
}

const writes = inLib.flatMap(({ path, text }) => writesOf(text).map((table) => ({ path, table })));

describe('a table', () => {
  test('has one owner, and none is named that is not there', () => {
    expect([...Object.keys(owners), ...ofTheOwner].sort()).toEqual([...known].sort());
  });

  test('is written by its owner and by nobody else', () => {
    const faults = writes.filter(({ path, table }) => houseOf(path) !== `domain ${owners[table]}`);
    expect(
      faults.map(({ path, table }) => `${path} writes ${table}`),
      'call the domain that owns it, from a flow',
    ).toEqual([]);
  });

  test('is seen when it is written: each of them somewhere, by hand and by the query builder', () => {
    expect(new Set(writes.map(({ table }) => table))).toEqual(new Set(Object.keys(owners)));
    expect(writesOf('delete from mails where 1')).toEqual(['mails']);
    expect(writesOf(`update \${sessions} set a = 1`)).toEqual(['sessions']);
    expect(writesOf('await deleteBatch(db, mails, which, 5)')).toEqual(['mails']);
    expect(writesOf('db\n  .update(users)\n  .set({})')).toEqual(['users']);
    expect(writesOf('select 1 from mails for update skip locked')).toEqual([]);
  });
});

describe('one word for one job in every domain', () => {
  const namesIn = (file: string) =>
    inLib
      .filter(({ path }) => houseOf(path).startsWith('domain ') && path.endsWith(`/${file}`))
      .flatMap((module) => exportsOf(module).map(({ name }) => ({ path: module.path, name })));

  test.each([
    ['retention.ts', /^(remove|shorten)[A-Z]/, 'what is over is removed, or shortened'],
    ['export.ts', /^export[A-Z]/, "a person's own copy is exported"],
  ])('%s', (file, word, why) => {
    const names = namesIn(file);
    expect(names.length).toBeGreaterThan(8);
    expect(
      names.filter(({ name }) => !word.test(name)),
      why,
    ).toEqual([]);
  });

  test('nothing is removed in batches anywhere but in retention.ts', () => {
    const faults = inLib.filter(
      ({ path, text }) => /deleteBatch\(/.test(text) && !/retention\.ts$/.test(path),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});
