import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWebhookSink, type WebhookSink } from '../../e2e/support/webhook-sink';
import { type AskNames, resolveHost } from './resolve';
import { isGone, isTaken, post, type Reach } from './send';

let sink: WebhookSink;
beforeAll(async () => {
  sink = await startWebhookSink();
});
afterAll(() => sink.stop());
beforeEach(() => {
  sink.manner = 202;
  sink.taken.length = 0;
});

const sending = (url = sink.url) => ({ url, headers: { 'content-type': 'text/plain' }, body: 'hello' });
const here: Reach = { allowPrivate: true };
const says =
  (...addresses: string[]): AskNames =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('what it answers', () => {
  test.each([200, 202, 204])('%d is taken', async (status) => {
    sink.manner = status;
    const answer = await post(sending(), here);
    expect(answer).toBe(status);
    expect(isTaken(answer)).toBe(true);
    expect(sink.taken).toMatchObject([{ body: 'hello', headers: { 'content-length': '5' } }]);
  });

  test.each([201, 301, 400, 404, 410, 429, 500, 503])('%d is not', async (status) => {
    sink.manner = status;
    const answer = await post(sending(), here);
    expect(answer).toBe(status);
    expect(isTaken(answer)).toBe(false);
    expect(isGone(answer)).toBe(status === 410);
  });
});

test.each([301, 302, 303, 307, 308])('a redirect (%d) is an answer and is not followed', async (status) => {
  sink.manner = (answer) => answer.writeHead(status, { location: '/elsewhere' }).end();
  expect(await post(sending(), here)).toBe(status);
  expect(sink.taken.map(({ path }) => path)).toEqual(['/hook']);
});

describe('the other side holds nothing up', () => {
  test('when it never answers', async () => {
    sink.manner = 'hangs';
    expect(await post(sending(), { ...here, patience: 50 })).toBe('timeout');
  });

  test('when its answer has no end: the status is enough, and the connection is cut', async () => {
    let cut: Promise<unknown> = Promise.reject(new Error('nobody asked'));
    cut.catch(() => undefined);
    sink.manner = (answer) => {
      answer.writeHead(202);
      cut = once(answer, 'close');
      const more = () => {
        while (answer.write('x'.repeat(65_536)));
        answer.once('drain', more);
      };
      more();
    };
    expect(await post(sending(), here)).toBe(202);
    await expect(cut).resolves.toBeDefined();
  });

  test('when its headers have no end', async () => {
    sink.manner = (answer) => answer.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end();
    expect(await post(sending(), here)).toBe('unreachable');
  });

  test('when it speaks something else, hangs up, or offers another protocol', async () => {
    for (const said of [
      'SSH-2.0-OpenSSH\r\n\r\n',
      '',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ]) {
      const server = createServer((socket: Socket) => void socket.once('data', () => socket.end(said)));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      expect(await post(sending(`http://127.0.0.1:${port}/`), here)).toBe('unreachable');
      server.close();
    }
  });

  test('when nobody listens', async () => {
    const gone = await startWebhookSink();
    await gone.stop();
    expect(await post(sending(gone.url), here)).toBe('unreachable');
  });

  test('when it has no TLS', async () => {
    expect(await post(sending(sink.url.replace('http:', 'https:')), here)).toBe('insecure');
  });
});

describe('where a name leads', () => {
  const named = () => sending(sink.url.replace('127.0.0.1', 'hooks.example.test'));

  test('is asked for once and pinned: what it would lead to a moment later is never asked (DNS rebinding)', async () => {
    let asked = 0;
    const ask: AskNames = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
    };
    expect(await post(named(), { ...here, ask })).toBe(202);
    expect(asked).toBe(1);
    expect(sink.taken[0]?.headers.host).toBe(new URL(named().url).host);
  });

  test('is checked at each delivery: public first and private then sends nothing', async () => {
    const url = named().url.replace('http:', 'https:');
    const strict = { allowPrivate: false };
    expect(await resolveHost('hooks.example.test', false, says('8.8.8.8'))).toEqual({
      address: '8.8.8.8',
      family: 4,
    });
    expect(await post(sending(url), { ...strict, ask: says('127.0.0.1') })).toBe('private_address');
    expect(sink.taken).toEqual([]);
  });

  test.each([
    ['one private address among public ones', ['8.8.8.8', '10.0.0.1']],
    ['a public IPv4 address and a private IPv6 one', ['8.8.8.8', '::1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['what is no address', ['hooks.example.test']],
  ])('%s is refused', async (_what, addresses) => {
    expect(await resolveHost('hooks.example.test', false, says(...addresses))).toBe('private_address');
  });

  test('is itself, where it is an address already', async () => {
    expect(await resolveHost('8.8.8.8', false)).toEqual({ address: '8.8.8.8', family: 4 });
    expect(await resolveHost('2606:4700::1111', false)).toEqual({ address: '2606:4700::1111', family: 6 });
    expect(await resolveHost('127.0.0.1', false)).toBe('private_address');
    expect(await resolveHost('127.0.0.1', true)).toEqual({ address: '127.0.0.1', family: 4 });
  });

  test('nowhere, or to a name server that fails, is an unknown host', async () => {
    expect(await resolveHost('hooks.example.test', false, says())).toBe('unknown_host');
    const broken: AskNames = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await resolveHost('hooks.example.test', false, broken)).toBe('unknown_host');
    expect(await post(named(), { ...here, ask: broken })).toBe('unknown_host');
  });

  test('an address in the place of a name is checked as well, although nobody is asked', async () => {
    const strict = { allowPrivate: false, ask: says('8.8.8.8') };
    expect(await post(sending('https://127.0.0.1:4443/'), strict)).toBe('private_address');
    expect(await post(sending(sink.url), strict)).toBe('insecure');
    expect(sink.taken).toEqual([]);
  });
});
