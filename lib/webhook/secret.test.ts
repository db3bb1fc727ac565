import { createHmac, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { newWebhookSecret, openWebhookSecret, sealWebhookSecret, signatureHeaders } from './secret';

const id = randomUUID();
const servers = ['one secret of the servers', 'the one before'];

test('a secret has 256 bits behind its prefix, and no two are alike', () => {
  const [one, other] = [newWebhookSecret(), newWebhookSecret()];
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(one).not.toBe(other);
});

test('a sealed secret opens for its endpoint, with the secrets of the servers, and for nobody else', () => {
  const secret = newWebhookSecret();
  const sealed = sealWebhookSecret(servers, secret, { id });
  expect(openWebhookSecret(servers, sealed, { id })).toBe(secret);
  expect(openWebhookSecret(servers.toReversed(), sealed, { id })).toBe(secret);
  expect(openWebhookSecret(servers, sealed, { id: randomUUID() })).toBeUndefined();
  expect(openWebhookSecret(['another'], sealed, { id })).toBeUndefined();
  expect(sealed.sealed.includes(Buffer.from(secret.slice(6)))).toBe(false);
});

/** The example of the Standard Webhooks specification. */
test('the signature is the one that the standard gives for its example', () => {
  const headers = signatureHeaders(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: 1_614_265_330,
    body: '{"test": 2432232314}',
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('while a secret is being replaced, there is a signature for each', () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  const { 'webhook-signature': both } = signatureHeaders(secrets, { id: 'a', at: 1, body: 'b' });
  const signed = (secret: string) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update('a.1.b')
      .digest('base64')}`;
  expect(both).toBe(secrets.map(signed).join(' '));
});
