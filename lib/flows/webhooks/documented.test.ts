/** What docs/webhooks.md tells receivers to do, done to what we send. */

import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as jose from 'jose';
import { expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { webhookWorld } from '../../../tests/support/webhooks';
import { env } from '../../config/env';
import { publishedKeys } from '../steps/keyring';

const world = flowWorld();
const hooks = webhookWorld(world);

type Receiver = {
  readEvent(body: string, audience: string): Promise<{ jti: string }>;
  isOurs(secret: string, headers: object, body: string): boolean;
};

/** The example as it stands there, at our address and with our keys in place of a look at them. */
async function documented(): Promise<Receiver> {
  const text = readFileSync(join(process.cwd(), 'docs/webhooks.md'), 'utf8');
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
  const ours = example.replace('https://app.example.com', env().appUrl.origin);
  const plain = ours
    .replace(/^import (\{.*\}) from ('.*');$/gm, 'const $1 = modules[$2];')
    .replaceAll('export ', '')
    .replace(/: (string|boolean|Record<string, string>)(?=[,) ])/g, '');
  const keys = await publishedKeys({ db: world.db, policy: world.policy });
  const modules: Record<string, object> = {
    'node:crypto': crypto,
    jose: { ...jose, createRemoteJWKSet: () => jose.createLocalJWKSet({ keys }) },
  };
  return new Function('modules', `${plain}; return { readEvent, isOurs };`)(modules) as Receiver;
}

test('the example of the documentation takes what we send, and nothing else', async () => {
  const { secret, deliveryId } = await hooks.waiting();
  await hooks.deliver(deliveryId);
  const [event] = hooks.sink.taken;
  if (!event) throw new Error('nothing arrived');
  const { readEvent, isOurs } = await documented();
  const audience = new URL(hooks.sink.url).origin;
  expect((await readEvent(event.body, audience)).jti).toBe(deliveryId);
  await expect(readEvent(event.body, 'https://another.example')).rejects.toThrow('aud');
  const [head, , signature] = event.body.split('.');
  const forged = Buffer.from(JSON.stringify({ iss: env().appUrl.origin, aud: audience })).toString(
    'base64url',
  );
  await expect(readEvent(`${head}.${forged}.${signature}`, audience)).rejects.toThrow('signature');
  expect(isOurs(secret, event.headers, event.body)).toBe(true);
  expect(isOurs(secret, event.headers, `${event.body} `)).toBe(false);
  expect(isOurs(secret, { ...event.headers, 'webhook-id': 'another' }, event.body)).toBe(false);
  expect(isOurs(secret, { ...event.headers, 'webhook-timestamp': '1764374400' }, event.body)).toBe(false);
  expect(isOurs('whsec_AAAA', event.headers, event.body)).toBe(false);
});
