import { expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './security-headers';

const sentAs = (name: string) => securityHeaders(true).get(name);

test('every response is completed with these headers', () => {
  expect(sentAs('X-Content-Type-Options')).toBe('nosniff');
  expect(sentAs('X-Frame-Options')).toBe('DENY');
  expect(sentAs('Referrer-Policy')).toBe('strict-origin-when-cross-origin');
  expect(sentAs('Cross-Origin-Opener-Policy')).toBe('same-origin');
  expect(sentAs('Cross-Origin-Resource-Policy')).toBe('same-origin');
  const unused = sentAs('Permissions-Policy')?.split(', ');
  for (const feature of ['camera', 'microphone', 'geolocation', 'payment', 'browsing-topics'])
    expect(unused).toContain(`${feature}=()`);
});

test('what is no page may load nothing and be framed by nobody', () => {
  for (const https of [true, false])
    expect(securityHeaders(https).get('Content-Security-Policy')).toBe(
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
});

test('passkeys stay allowed: the permissions policy does not name them', () => {
  expect(sentAs('Permissions-Policy')).not.toContain('publickey');
});

test('HSTS holds for at least a year and is announced over https alone', () => {
  expect(sentAs('Strict-Transport-Security')).toBe('max-age=63072000; includeSubDomains');
  expect(securityHeaders(false).has('Strict-Transport-Security')).toBe(false);
  expect([...securityHeaders(true).keys()]).toEqual([
    ...securityHeaders(false).keys(),
    'Strict-Transport-Security',
  ]);
});

const policy = (options: { development: boolean; https: boolean }) =>
  contentSecurityPolicy('bm9uY2U=', options).split('; ');

test('in production a script runs by its nonce and by nothing else', () => {
  const directives = policy({ development: false, https: true });
  expect(directives).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
  expect(directives).toContain("style-src 'self' 'nonce-bm9uY2U='");
  expect(directives.join()).not.toContain('unsafe');
});

test.each([
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "default-src 'self'",
])('the policy says %s in development and in production', (directive) => {
  expect(policy({ development: false, https: true })).toContain(directive);
  expect(policy({ development: true, https: false })).toContain(directive);
});

test('only development allows eval, and only https is upgraded to', () => {
  expect(policy({ development: true, https: false }).join()).toContain("'unsafe-eval'");
  expect(policy({ development: false, https: true })).toContain('upgrade-insecure-requests');
  expect(policy({ development: false, https: false })).not.toContain('upgrade-insecure-requests');
});
