import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watchRequests } from './node-request';
import { askedHost, cameBy, hostFault, ownPath } from './own-host';
import { watchServer } from './watch-server';

const appUrl = new URL('https://app.example:8443');

describe('of a request target only path and query are taken', () => {
  test.each([
    ['/', '/'],
    ['/projects?a=1', '/projects?a=1'],
    ['//evil.example/x', '//evil.example/x'],
    ['http://evil.example/forgot-password', '/forgot-password'],
    ['HTTPS://evil.example:81/x?y=http://z', '/x?y=http://z'],
    ['http://evil.example', '/'],
    ['http://evil.example?a=1', '/?a=1'],
    ['http://user:word@evil.example/x', '/x'],
    ['http://evil.example\\@other.example/x', '/x'],
    ['http:///x', '/x'],
    ['http://', '/'],
    ['*', '/'],
    ['', '/'],
    ['evil.example:443', '/evil.example:443'],
  ])('%o is %o', (target, path) => {
    expect(ownPath(target)).toBe(path);
  });

  test('whatever it is, a path comes out, and a path stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), (target) => {
        expect(ownPath(target)).toMatch(/^\//);
      }),
    );
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        expect(ownPath(`/${path}`)).toBe(`/${path}`);
      }),
    );
  });
});

describe('a host that is not the one of APP_URL', () => {
  test.each<[IncomingHttpHeaders, string | undefined]>([
    [{ host: 'app.example:8443' }, undefined],
    [{ host: 'APP.example:8443' }, undefined],
    [{ host: 'inner', 'x-forwarded-host': 'app.example:8443' }, undefined],
    [{ host: 'app.example:8443', 'x-forwarded-host': 'inner' }, undefined],
    [{}, undefined],
    [{ host: 'app.example' }, 'port_lost'],
    [{ host: 'inner', 'x-forwarded-host': 'app.example' }, 'port_lost'],
    [{ host: 'app.example:3000' }, 'port_lost'],
    [{ host: 'localhost:8443' }, 'other_host'],
    [{ host: 'not a host' }, 'other_host'],
  ])('%o is %o', (headers, fault) => {
    expect(hostFault(headers, appUrl)).toBe(fault);
  });

  test('the port that a scheme has by itself may be written out', () => {
    expect(hostFault({ host: 'app.example:443' }, new URL('https://app.example'))).toBeUndefined();
    expect(hostFault({ host: 'app.example:80' }, new URL('https://app.example'))).toBe('port_lost');
  });

  test('is noted cut short', () => {
    expect(askedHost({ host: 'x'.repeat(5000) })).toBe('x'.repeat(100));
    expect(askedHost({ host: 'inner', 'x-forwarded-host': 'a.example, b.example' })).toBe('a.example');
    expect(askedHost({})).toBe('');
  });
});

describe('the scheme that a person came by', () => {
  test.each<[hops: number, proto: string | undefined, forwardedFor: string | undefined, scheme: string]>([
    [0, 'http', '198.51.100.7', ''],
    [1, 'http', '198.51.100.7', 'http'],
    [1, 'HTTPS', '198.51.100.7', 'https'],
    [1, 'https, http', '198.51.100.7', 'http'],
    [2, 'https, http', '198.51.100.7, 10.0.0.3', 'https'],
    [2, 'http', '198.51.100.7, 10.0.0.3', 'http'],
    [1, 'gopher', '198.51.100.7', ''],
    [1, undefined, '198.51.100.7', ''],
    [1, undefined, undefined, 'http'],
    [1, undefined, ' , ', 'http'],
  ])('with %d proxies, %o and %o, is %o', (hops, proto, forwardedFor, scheme) => {
    expect(cameBy({ 'x-forwarded-proto': proto, 'x-forwarded-for': forwardedFor }, hops)).toBe(scheme);
  });
});

type Arrived = { url: string; headers: IncomingHttpHeaders };

/** A plain Node server under the watch, which answers with what Next would read. */
let server: Server;
beforeAll(async () => {
  server = createServer((asked, response) => {
    // Like a redirect from the gate whose host Next has cut off.
    if (asked.url === '/redirected') {
      response.statusCode = 308;
      response.setHeader('x-own-location', 'https://app.example:8443/there');
      response.setHeader('Location', '/there');
    }
    response.end(JSON.stringify({ url: asked.url, headers: asked.headers }));
  });
  // As Next does.
  server.on('upgrade', (_asked, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  watchServer();
  watchRequests(appUrl, 1);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => server.close());

function arrive(path: string, headers: Record<string, string> = {}): Promise<Arrived> {
  const { port } = server.address() as AddressInfo;
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, agent: false }, async (response) => {
      let text = '';
      for await (const part of response) text += part;
      done(JSON.parse(text));
    });
    sent
      .on('error', fail)
      .on('upgrade', () => fail(new Error('it was upgraded')))
      .end();
  });
}

describe('what Next reads of a request', () => {
  test('names the host, the scheme and the port of APP_URL, whatever was sent', async () => {
    const { headers } = await arrive('/', {
      host: 'evil.example',
      'x-forwarded-host': 'worse.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '81',
      'x-forwarded-for': '198.51.100.7',
    });
    expect(headers).toMatchObject({
      host: 'app.example:8443',
      'x-forwarded-host': 'app.example:8443',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '8443',
      'x-own-host': 'worse.example',
      'x-own-scheme': 'http',
      'x-own-setup': 'other_host',
    });
  });

  test('holds nothing of an address in the request line', async () => {
    const { url, headers } = await arrive('http://evil.example/forgot-password?x=1', {
      host: 'evil.example',
    });
    expect(url).toBe('/forgot-password?x=1');
    expect(headers['x-own-url']).toBe('/forgot-password?x=1');
    expect(headers.host).toBe('app.example:8443');
  });

  test('is stamped also where the client asks for an upgrade', async () => {
    const { headers } = await arrive('/', {
      connection: 'upgrade',
      upgrade: 'websocket',
      'x-own-peer': '203.0.113.9',
    });
    expect(headers['x-own-peer']).toBe('127.0.0.1');
    expect(headers.host).toBe('app.example:8443');
  });

  test.each([
    ['null', 'same-origin', 'https://app.example:8443'],
    ['null', 'cross-site', 'null'],
    ['null', 'same-site', 'null'],
    ['null', 'none', 'null'],
    ['https://evil.example', 'same-origin', 'https://evil.example'],
  ])('calls an origin of %o that the browser says is %s %o', async (origin, site, named) => {
    const { headers } = await arrive('/sign-in', { origin, 'sec-fetch-site': site });
    expect(headers.origin).toBe(named);
  });
});

test('a redirect of the gate leads to APP_URL, also where Next has cut off the host', async () => {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/redirected`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe('https://app.example:8443/there');
  expect(answer.headers.get('x-own-location')).toBeNull();
});

describe('a request that Next makes to this very server', () => {
  const said = {
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-proto': 'https',
    host: 'app.example:8443',
  };

  test('keeps what was noted of the one it belongs to', async () => {
    const { headers: outer } = await arrive('/', { ...said, 'x-forwarded-proto': 'http' });
    // Next copies all headers, including those it added and those that name our host.
    const { 'x-forwarded-for': _client, ...copy } = outer as Record<string, string>;
    const { headers: inner } = await arrive('/dashboard', copy);
    expect(inner).toMatchObject({ 'x-own-scheme': 'http', 'x-own-setup': '' });
    expect(inner['x-own-url']).toBe('/dashboard');
    expect(inner['x-request-id']).not.toBe(outer['x-request-id']);
  });

  test('cannot be claimed by a client', async () => {
    for (const mark of ['', '1', 'x'.repeat(43)]) {
      const { headers } = await arrive('/', {
        'x-own-mark': mark,
        'x-own-peer': '203.0.113.9',
        'x-own-setup': '',
      });
      expect(headers['x-own-peer']).toBe('127.0.0.1');
      expect(headers['x-own-setup']).toContain('too_few_hops');
      expect(headers['x-own-mark']).not.toBe(mark);
    }
  });
});
