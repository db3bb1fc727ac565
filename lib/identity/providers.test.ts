import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGitHub } from '../../e2e/stand-ins/github';
import { startGoogle } from '../../e2e/stand-ins/google';
import type { StandIn } from '../../e2e/stand-ins/page';
import { hostileProvider, type Manner } from '../../tests/support/hostile-provider';
import type { ProviderName, Providers } from '../config/providers';
import { newProofs } from './authorization-request';
import { claimFrom, addressAt as wayTo } from './providers';

let [google, github] = [] as unknown as [StandIn, StandIn];
let hostile: Awaited<ReturnType<typeof hostileProvider>>;
let providers: Providers;
beforeAll(async () => {
  [google, github, hostile] = await Promise.all([startGoogle(), startGitHub(), hostileProvider('app')]);
  const [issuer, url] = [new URL(google.url), new URL(github.url)];
  providers = { google: { ...google, issuer }, github: { ...github, url, apiUrl: url } };
});
afterAll(() => Promise.all([google.stop(), github.stop(), hostile.stop()]));

const back = (provider: ProviderName) => new URL(`http://localhost:3000/sign-in/callback/${provider}`);

async function addressAt(provider: ProviderName, proofs = newProofs()) {
  const address = await wayTo({ providers, provider, proofs }, back(provider));
  if (!address.ok) throw new Error(address.reason);
  return { proofs, address: address.value };
}

/** What a browser does: follows redirects with its cookies until it is sent back to us. */
async function through(address: URL, form: Record<string, string>): Promise<URL> {
  const jar = new Map<string, string>();
  let [at, body] = [address, undefined as URLSearchParams | undefined];
  for (let step = 0; step < 10; step++) {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(at, {
      method: body ? 'POST' : 'GET',
      body,
      redirect: 'manual',
      headers: { cookie },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]?.split(/=(.*)/) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) {
      const html = await response.text();
      const hidden = [...html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
      body = new URLSearchParams(
        hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]),
      );
      for (const [name, value] of Object.entries(form)) body.set(name, value);
      continue;
    }
    [at, body] = [new URL(location, at), undefined];
    if (at.port === '3000') return at;
  }
  throw new Error('it leads nowhere');
}

const allow = (address = 'ada@example.com') => ({ address, answer: 'yes' });
const claim = async (provider: ProviderName, answer: URL, proofs: ReturnType<typeof newProofs>) => {
  const result = await claimFrom({ providers, provider, proofs }, answer);
  return result.ok ? result.value : result.reason;
};

describe.each(['google', 'github'] as const)('with %s', (provider) => {
  test('the way carries state and a PKCE challenge, and no secret', async () => {
    const { address, proofs } = await addressAt(provider);
    const { searchParams } = address;
    expect(searchParams.get('state')).toBe(proofs.state);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('redirect_uri')).toBe(back(provider).href);
    expect(searchParams.get('nonce')).toBe(provider === 'google' ? proofs.nonce : null);
    expect(address.href).not.toContain(proofs.verifier);
    expect(address.href).not.toMatch(/secret/);
  });

  test('anyone who allows it is known by an id, an address and a name; a code works once', async () => {
    const { address, proofs } = await addressAt(provider);
    const answer = await through(address, allow());
    expect(await claim(provider, answer, proofs)).toMatchObject({
      provider,
      email: 'ada@example.com',
      emailVerified: true,
      name: 'Grace Elsewhere',
      subject: expect.stringMatching(/.+/),
    });
    expect(await claim(provider, answer, proofs)).toBe('not_valid');
  });

  test('an address that was never confirmed there is told as such', async () => {
    const { address, proofs } = await addressAt(provider);
    const answer = await through(address, allow('unverified-ada@example.com'));
    expect(await claim(provider, answer, proofs)).toMatchObject({ emailVerified: false });
  });

  test('anyone who refuses there is told apart from a fault', async () => {
    const { address, proofs } = await addressAt(provider);
    const answer = await through(address, { answer: 'no' });
    expect(await claim(provider, answer, proofs)).toBe('denied');
  });

  test.each(['state', 'verifier'] as const)(
    'another %s than the one that set out is refused',
    async (which) => {
      const { address, proofs } = await addressAt(provider);
      const answer = await through(address, allow());
      expect(await claim(provider, answer, { ...proofs, [which]: newProofs()[which] })).toBe('not_valid');
    },
  );

  test('an answer without a code is refused', async () => {
    const { proofs } = await addressAt(provider);
    const answer = new URL(`${back(provider).href}?state=${proofs.state}`);
    expect(await claim(provider, answer, proofs)).toBe('not_valid');
  });
});

test('another nonce than the one that set out is refused', async () => {
  const { address, proofs } = await addressAt('google');
  const answer = await through(address, allow());
  expect(await claim('google', answer, { ...proofs, nonce: newProofs().nonce })).toBe('not_valid');
});

test('a provider that is not configured leads nowhere', async () => {
  const asked = { providers: {}, provider: 'google', proofs: newProofs() } as const;
  expect(await wayTo(asked, back('google'))).toEqual({ ok: false, reason: 'not_valid' });
  expect(await claimFrom(asked, back('google'))).toEqual({ ok: false, reason: 'not_valid' });
});

describe('an ID token', () => {
  async function answered(manner: Manner) {
    const proofs = newProofs();
    Object.assign(hostile, { manner, nonce: proofs.nonce });
    const client = { clientId: 'app', clientSecret: 'x', issuer: new URL(hostile.url) };
    const asked = { providers: { google: client }, provider: 'google', proofs } as const;
    const result = await claimFrom(asked, new URL(`${back('google').href}?code=c&state=${proofs.state}`));
    return result.ok ? result.value.email : result.reason;
  }
  const now = () => Math.floor(Date.now() / 1000);

  test('that is right is taken', async () => {
    expect(await answered({})).toBe('ada@example.com');
  });

  test.each<[string, Manner]>([
    ['for another client', { claims: { aud: 'another' } }],
    ['of another issuer', { claims: { iss: 'https://accounts.example' } }],
    ['that is over', { claims: { iat: now() - 900, exp: now() - 600 } }],
    ['with another nonce', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['signed by another key', { signedBy: 'another key' }],
    ['signed by nobody', { signedBy: 'nobody' }],
    ['without an address', { claims: { email: undefined } }],
    ['without an id', { claims: { sub: undefined } }],
  ])('%s is refused', async (_what, manner) => {
    expect(await answered(manner)).toBe('not_valid');
  });

  test('that does not come is not waited for beyond five seconds, and a fault there is no fault here', async () => {
    const before = performance.now();
    expect(await answered({ token: 'hangs' })).toBe('unreachable');
    expect(performance.now() - before).toBeLessThan(7000);
    expect(await answered({ token: 500 })).toBe('unreachable');
  });

  test('where nobody listens is unreachable, and asked for again the next time', async () => {
    const client = { clientId: 'app', clientSecret: 'x', issuer: new URL('http://127.0.0.1:9') };
    const asked = { providers: { google: client }, provider: 'google', proofs: newProofs() } as const;
    for (let n = 0; n < 2; n++)
      expect(await wayTo(asked, back('google'))).toEqual({ ok: false, reason: 'unreachable' });
  });
});
