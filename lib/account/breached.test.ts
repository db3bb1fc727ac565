import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { seconds } from '../time';
import { isBreached } from './breached';

const password = 'seven unlikely otters';
const sha1 = createHash('sha1').update(password).digest('hex').toUpperCase();
const [prefix, suffix] = [sha1.slice(0, 5), sha1.slice(5)];

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A range service on this machine; returns what it was asked, too. */
async function service(answer: RequestListener) {
  const asked: { url: string; headers: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const list = { url: new URL(`http://127.0.0.1:${port}/range/`), timeout: seconds(1) };
  return { asked, list };
}

const padding = Array.from({ length: 800 }, (_, n) => `${String(n).padStart(35, '0')}:0`);

test('a password of the list is found, and only five characters of its hash are sent', async () => {
  const { asked, list } = await service((_request, response) =>
    response.end([...padding, `${suffix}:42`].join('\r\n')),
  );
  expect(await isBreached(password, list)).toBe(true);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ url: `/range/${prefix}`, headers: { 'add-padding': 'true' } });
  expect(JSON.stringify(asked)).not.toContain(suffix);
});

test.each([
  ['one that is not on it', padding.join('\r\n')],
  ['one that is there as padding alone', [...padding, `${suffix}:0`].join('\r\n')],
  ['an empty answer', ''],
  ['an answer that is no list', '<html>hello</html>'],
])('%s is not breached', async (_what, body) => {
  const { list } = await service((_request, response) => response.end(body));
  expect(await isBreached(password, list)).toBe(false);
});

describe('fails open', () => {
  test.each<[string, RequestListener]>([
    ['when the list answers 500', (_request, response) => response.writeHead(500).end()],
    ['when it sends elsewhere', (_request, response) => response.writeHead(302, { location: '/' }).end()],
    ['when it never answers', () => undefined],
    ['when it begins and never ends', (_request, response) => response.write('0000')],
    ['when it sends far too much', (_request, response) => response.end('0'.repeat(3_000_000))],
  ])('%s', async (_what, answer) => {
    const { list } = await service(answer);
    expect(await isBreached(password, list)).toBe(false);
  });

  test('when nobody listens there', async () => {
    const list = { url: new URL('http://127.0.0.1:9/range/'), timeout: seconds(1) };
    expect(await isBreached(password, list)).toBe(false);
  });

  test('and asks nobody when it is switched off', async () => {
    expect(await isBreached(password, { url: undefined, timeout: seconds(1) })).toBe(false);
  });
});

test('no more than twenty are asked for at once; beyond that the password is taken without asking', async () => {
  const { asked, list } = await service((_request, response) => response.end(`${suffix}:42`));
  const answers = await Promise.all(Array.from({ length: 30 }, () => isBreached(password, list)));
  expect(answers.filter(Boolean)).toHaveLength(20);
  expect(asked).toHaveLength(20);
});
