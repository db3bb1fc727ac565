import { expect, test } from 'vitest';
import { isProduct, readModules } from './support/modules';

const product = [...readModules().values()].filter((one) => isProduct(one) && !one.path.startsWith('e2e/'));

/** A script in the browser writes what only the browser knows: zone and theme, which are no secrets. */
const ofBrowser = 'app/ui/preference-cookie.ts';
/** Names the header so that no log line has it. */
const keepsOut = 'lib/observe/log.ts';

const filesWith = (pattern: RegExp) =>
  product.map(({ path, text }) => (pattern.test(text) ? path : '')).filter((path) => path !== '');
const without = (paths: string[], ...exceptions: string[]) =>
  paths.filter((path) => !exceptions.includes(path));

const instead = 'make it with plainCookie or sealedCookie of lib/web/cookies/cookie.ts';

test('a cookie’s options are named in one place', () => {
  const options = /\b(sameSite|httpOnly|partitioned)\b|SameSite=|HttpOnly/;
  expect(without(filesWith(options), ofBrowser), instead).toEqual(['lib/web/cookies/cookie.ts']);
});

test('nobody else builds a Set-Cookie, or writes one past the primitive', () => {
  const writes = /set-cookie|document\.cookie|\b(cookies|jar)\.(set|delete)\(|cookies\(\)\)\.(set|delete)\(/i;
  expect(without(filesWith(writes), ofBrowser, keepsOut), instead).toEqual(['lib/web/cookies/cookie.ts']);
});

test('the prefix that locks a cookie to its host is written once', () => {
  expect(without(filesWith(/__Host-/), ofBrowser), instead).toEqual(['lib/web/cookies/cookie-name.ts']);
});

test('nobody outside lib/web/cookies asks Next for the cookies', () => {
  const asks = filesWith(/import \{[^}]*\bcookies\b[^}]*\} from 'next\/headers'/);
  expect(asks.length).toBeGreaterThan(0);
  expect(
    asks.filter((path) => !path.startsWith('lib/web/cookies/')),
    instead,
  ).toEqual([]);
});
