import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, type Database } from '../../db/client';
import { onnotice } from '../../db/notices';
import { type TestDatabase, testDatabase } from '../../db/test-database';
import type { Feature } from '../config/features';
import { lockedOutSentence } from '../worker/switch-check';
import { countStranded } from './stranded';

let given: TestDatabase;
let db: Database;
let owner: postgres.Sql;
beforeAll(async () => {
  given = await testDatabase();
  db = connect(given.url);
  owner = postgres(given.ownerUrl, { max: 1, onnotice });
});
beforeEach(() => owner`delete from users`);
afterAll(async () => {
  await db.$client.end();
  await owner.end();
  await given.drop();
});

const without =
  (...off: Feature[]) =>
  (feature: Feature) =>
    !off.includes(feature);

type Has = { password?: false; passkey?: true; app?: true; google?: true; github?: true; closed?: true };

async function account({ password, passkey, app, google, github, closed }: Has): Promise<void> {
  const [row] = await owner<{ id: string }[]>`
    insert into users (email, name, password_hash, has_password, assurance, email_verified_at, disabled_at)
    values (gen_random_uuid() || '@example.com', 'Ada', 'x', ${password ?? true}, ${passkey || app ? 2 : 1}, now(),
      ${closed ? new Date() : null}) returning id`;
  const id = row?.id ?? '';
  if (passkey)
    await owner`insert into passkeys (user_id, credential_id, public_key, counter, transports, synced, name)
      values (${id}, ${id}, '\\x00', 0, '{}', false, 'Key')`;
  if (app)
    await owner`insert into totp_authenticators (user_id, sealed_seed, sealed_under, confirmed_at)
      values (${id}, '\\x00', 'k', now())`;
  for (const provider of [...(google ? ['google'] : []), ...(github ? ['github'] : [])])
    await owner`insert into identities (user_id, provider, subject, email) values (${id}, ${provider}, ${id}, 'a@b.c')`;
}

test('nobody is stranded by a feature that they can do without', async () => {
  await account({});
  await account({ passkey: true, app: true });
  await account({ google: true });
  await account({ password: false, google: true, github: true });
  for (const feature of ['passkeys', 'authenticatorApp', 'google', 'github'] as const)
    expect(await countStranded(db, without(feature, 'emailedCodes')), feature).toEqual([]);
});

test.each<[string, Has, Feature[], Feature[]]>([
  ['a passkey as the only second factor', { passkey: true }, ['passkeys'], ['passkeys']],
  ['an app as the only second factor', { app: true }, ['authenticatorApp'], ['authenticatorApp']],
  [
    'an app and a passkey, with both off',
    { app: true, passkey: true },
    ['authenticatorApp', 'passkeys'],
    ['authenticatorApp', 'passkeys'],
  ],
  ['Google as the only way in', { password: false, google: true }, ['google', 'emailedCodes'], ['google']],
  ['GitHub as the only way in', { password: false, github: true }, ['github', 'emailedCodes'], ['github']],
])('%s is counted, once for each feature it hangs on', async (_, has, off, counted) => {
  await account(has);
  await account({});
  await account({ ...has, closed: true });
  expect(await countStranded(db, without(...off))).toEqual(
    counted.map((feature) => ({ feature, accounts: 1 })),
  );
});

test('an emailed code lets in a person without a password, but never replaces a second factor', async () => {
  await account({ password: false, google: true });
  expect(await countStranded(db, without('google'))).toEqual([]);
  await account({ passkey: true });
  expect(await countStranded(db, without('passkeys'))).toEqual([{ feature: 'passkeys', accounts: 1 }]);
});

test('the boot says which feature, and for how many', async () => {
  await account({ passkey: true });
  await account({ passkey: true });
  await account({ password: false, github: true });
  expect(await lockedOutSentence(db, without('passkeys', 'github', 'emailedCodes'))).toBe(
    [
      'lib/config/features.ts switches off what people need to get into their accounts:',
      '  - github (Signing in with GitHub): the last way in for 1 account',
      '  - passkeys (Passkeys): the last way in for 2 accounts',
      'Switch it on until they have another way in.',
    ].join('\n'),
  );
  expect(await lockedOutSentence(db)).toBeUndefined();
});

test('a database that is away holds no boot up', async () => {
  const away = connect('postgres://nobody@127.0.0.1:1/none');
  expect(await lockedOutSentence(away, without('passkeys'))).toBeUndefined();
  await away.$client.end();
});
