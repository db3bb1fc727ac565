import { once } from 'node:events';
import {
  createServer,
  request as dial,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { StoreTrouble } from '../../words/unavailable';
import { markTrouble, replaceBrokenPage } from './broken-page';

type Page = (request: IncomingMessage, response: ServerResponse) => void;
type Question = { method?: string; path?: string; cookie?: string };

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function answerOf(
  page: Page,
  { method, path = '/settings?a="b', cookie }: Question = {},
  patience = 30,
) {
  server = createServer((request, response) => {
    replaceBrokenPage(request, response, patience);
    page(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sent = dial({ port, path, method, agent: false, headers: cookie ? { cookie } : {} }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString() };
}

/** How Next answers when a page breaks: compressed, in pieces, with headers of its own. */
const breaks =
  (kind?: StoreTrouble): Page =>
  (_request, response) => {
    if (kind) markTrouble(response, kind);
    response.statusCode = 500;
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('ETag', '"x"');
    response.setHeader('Set-Cookie', 'session=new');
    response.write(gzipSync('<html id="__next_error__">'));
    response.end();
  };

describe('a page that breaks over the database', () => {
  test.each(['away', 'busy'] as const)(
    'which is %s, is a 503 in words, and keeps its cookies',
    async (kind) => {
      const { status, headers, text } = await answerOf(breaks(kind));
      expect(status).toBe(503);
      expect(headers).toMatchObject({
        'retry-after': '5',
        'content-type': 'text/html; charset=utf-8',
        'content-length': String(Buffer.byteLength(text)),
        'set-cookie': ['session=new'],
      });
      expect([headers['content-encoding'], headers.etag]).toEqual([undefined, undefined]);
      expect(text).toContain('<h1>Back in a moment</h1>');
      expect(text).toContain(kind === 'away' ? 'can&#39;t reach our database' : 'took too long');
      expect(text).toContain('If you were signed in, you still are.');
    },
  );

  test('leads back to the address that was asked for, and never to another site', async () => {
    expect((await answerOf(breaks('away'))).text).toContain('content="10; url=/settings?a=&quot;b"');
    expect((await answerOf(breaks('away'), { path: '//evil.example' })).text).toContain('url=/"');
  });

  test('does not say that a form went through, nor that it did not', async () => {
    const { text } = await answerOf(breaks('away'), { method: 'POST' });
    expect(text).toContain('What you sent may or may not have gone through');
  });

  test('keeps the theme that was chosen', async () => {
    const { text } = await answerOf(breaks('away'), { cookie: 'a=b; __Host-theme=dark' });
    expect(text).toContain('<html lang="en" data-theme="dark">');
    expect((await answerOf(breaks('away'), { cookie: 'theme="><script>' })).text).toContain(
      '<html lang="en">',
    );
  });

  test('has no body where none was asked for', async () => {
    const { status, text } = await answerOf(breaks('away'), { method: 'HEAD' });
    expect([status, text]).toEqual([503, '']);
  });

  test('is replaced as well when its head is written by hand', async () => {
    const { status } = await answerOf((_request, response) => {
      markTrouble(response, 'away');
      response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end('broken');
    });
    expect(status).toBe(503);
  });
});

describe('left as it is', () => {
  test('a page that breaks over a fault of ours', async () => {
    expect((await answerOf(breaks())).status).toBe(500);
  });

  test('a page that did without what the database did not give', async () => {
    const { status, text } = await answerOf((_request, response) => {
      markTrouble(response, 'away');
      response.end('well');
    });
    expect([status, text]).toEqual([200, 'well']);
  });
});

test('a page that says nothing for too long is answered, and what it says later is not sent', async () => {
  let late: ServerResponse | undefined;
  const { status, text } = await answerOf(
    (_request, response) => {
      late = response;
    },
    {},
    0.05,
  );
  expect([status, text.includes('Back in a moment')]).toEqual([503, true]);
  late?.setHeader('X-Late', 'yes');
  expect(late?.write('more')).toBe(true);
  expect(() => late?.end()).not.toThrow();
});
