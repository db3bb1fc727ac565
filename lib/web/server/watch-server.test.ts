import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { noteStage } from './request-stage';
import { watchServer } from './watch-server';

// Stands in for Next: what it does when it fails.
let listener: RequestListener;
let server: Server;
let at: string;
let reached: string[] = [];

beforeAll(async () => {
  watchServer();
  server = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  server.on('upgrade', () => reached.push('upgraded'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  reached = [];
});

afterAll(() => new Promise<void>((done) => server.close(() => done())));

/** Streams as Next does: the head first, then the body in parts. */
const fail: RequestListener = (_request, response) => {
  response.statusCode = 500;
  response.setHeader('X-Of-The-Page', 'something');
  response.flushHeaders();
  response.write('a digest ');
  response.end('of a fault');
};

const post = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${at}${path}`, {
    method: 'POST',
    body: '[',
    headers: { 'next-action': 'x', 'content-type': 'text/plain', ...headers },
  });

test('what is odd never reaches Next', async () => {
  listener = fail;
  expect((await fetch(`${at}/%ff`)).status).toBe(400);
  expect((await fetch(`${at}/robots.txt`, { method: 'POST' })).status).toBe(405);
  const put = await fetch(`${at}/sign-in`, { method: 'PUT', headers: { accept: 'text/html' } });
  expect([put.status, put.headers.get('allow'), put.headers.get('content-type')]).toEqual([
    405,
    'GET, HEAD, POST',
    'text/html; charset=utf-8',
  ]);
  expect(reached).toEqual([]);
});

test('an action that fails before it began is the sender’s mistake, and nothing of the failure is sent', async () => {
  listener = (request, response) => {
    noteStage('admitted');
    fail(request, response);
  };
  const answer = await post('/sign-in');
  expect([answer.status, answer.headers.get('x-of-the-page')]).toEqual([400, null]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ code: 'invalid', status: 400 });
});

test.each([
  ['the gate, before it let anybody on', 'arrived'],
  ['the action itself', 'acting'],
] as const)('a fault of %s stays 500', async (_what, stage) => {
  listener = (request, response) => {
    if (stage === 'acting') noteStage('admitted');
    noteStage(stage);
    fail(request, response);
  };
  const answer = await post('/sign-in');
  expect([answer.status, await answer.text()]).toEqual([500, 'a digest of a fault']);
});

test('a page and a route that fail stay 500', async () => {
  listener = (request, response) => {
    noteStage('admitted');
    fail(request, response);
  };
  expect((await fetch(`${at}/dashboard`)).status).toBe(500);
  expect((await post('/api/drafts')).status).toBe(500);
});

test('what Next has decided about a file stands, although it has no page that says so', async () => {
  const decide = (status: number) => {
    listener = (request, response) => {
      response.statusCode = status;
      fail(request, response);
    };
    return fetch(`${at}/icon.svg`).then((answer) => answer.status);
  };
  expect([await decide(412), await decide(416), await decide(400)]).toEqual([412, 416, 400]);
  expect(await decide(200)).toBe(500);
});

test('a file is asked for as a file, whatever the request says', async () => {
  listener = (request, response) => response.end(String([request.headers.rsc, request.headers.te]));
  const headers = { rsc: '1', te: 'trailers' };
  expect(await (await fetch(`${at}/_next/static/x.js`, { headers })).text()).toBe(',');
  expect(await (await fetch(`${at}/sign-in`, { headers })).text()).toBe('1,');
});

test('an answer that is no failure passes through untouched', async () => {
  listener = (_request, response) => {
    noteStage('admitted');
    response.writeHead(404, { 'X-Nextjs-Action-Not-Found': '1' }).end('gone');
  };
  const answer = await post('/sign-in');
  expect([answer.status, answer.headers.get('x-nextjs-action-not-found'), await answer.text()]).toEqual([
    404,
    '1',
    'gone',
  ]);
});

test('a connection is not left open for an upgrade that nobody makes', async () => {
  listener = (request, response) => response.end(String(request.headers.upgrade));
  const socket = connect(Number(new URL(at).port), '127.0.0.1');
  const parts: string[] = [];
  socket.setEncoding('utf8').on('data', (part) => parts.push(String(part)));
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n');
  await new Promise((done) => socket.on('close', done));
  expect(parts.join('')).toMatch(/^HTTP\/1\.1 200 [\s\S]*undefined/);
  expect(reached).toEqual(['GET /']);
});
