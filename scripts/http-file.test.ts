import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from './child';
import { memberAt, parseHttpFile } from './http-file';
import { runHttpFile } from './http-run';

describe('docs/api.http', () => {
  const text = readFileSync(join(root, 'docs/api.http'), 'utf8');
  const { variables, requests } = parseHttpFile(text);

  test('says of every request what it is and what comes back', () => {
    expect(requests.length).toBeGreaterThan(20);
    expect(requests.filter(({ title, expected }) => !title || !expected)).toEqual([]);
  });

  test('takes nothing from a request that comes later, and no variable that nobody sets', () => {
    const known = new Set([...variables.keys(), '$guid']);
    const missing = requests.flatMap((request) => {
      if (request.prompt) known.add(request.prompt);
      const { url, headers, body = '', byHand = '' } = request;
      const whole = [url, ...headers.map(([, value]) => value), body, byHand].join(' ');
      const names = [...whole.matchAll(/\{\{(\$?\w+)/g)].map(([, name = '']) => name);
      const lost = names.filter((name) => !known.has(name));
      if (request.name) known.add(request.name);
      return lost;
    });
    expect(missing).toEqual([]);
  });

  test('has each flow: by device, by code, refresh, replay, sign-out, service, introspection, key', () => {
    const grants = requests.map(({ body = '' }) => /grant_type=([\w:-]+)/.exec(body)?.[1]);
    for (const grant of [
      'urn:ietf:params:oauth:grant-type:device_code',
      'authorization_code',
      'refresh_token',
      'client_credentials',
    ])
      expect(grants).toContain(grant);
    expect(requests.filter(({ url }) => /revoke|introspect/.test(url)).length).toBeGreaterThan(2);
  });
});

describe('a file of requests', () => {
  const file = [
    '# A note.',
    '@origin = http://localhost:1',
    '@word = {{first.response.body.$.list[1].name}}',
    '### First',
    '# @name first',
    '# expect 200 $.list[0].name = one',
    'GET {{origin}}/list?a=b HTTP/1.1',
    'Accept: application/json',
    '',
    '###',
    '# only a note',
    '',
    '### Second',
    '# @prompt code The code',
    '# by hand: open {{origin}}/page',
    '# expect 201',
    'POST {{origin}}/made',
    'Content-Type: application/x-www-form-urlencoded',
    '',
    'a={{word}}',
    '&b={{code}}',
    '',
    '### Third',
    '# if key',
    '# expect 200',
    'GET {{origin}}/never',
  ].join('\n');
  const withKey = `@key =\n${file}`;

  let stop: () => void = () => undefined;
  afterEach(() => stop());
  async function server(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void) {
    const running = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => answer(request, response, body));
    });
    await new Promise<void>((done) => running.listen(0, '127.0.0.1', done));
    stop = () => running.close();
    return `http://127.0.0.1:${(running.address() as AddressInfo).port}`;
  }

  test('is sent in order, with what came before and what a person said', async () => {
    const heard: string[] = [];
    const origin = await server((request, response, body) => {
      heard.push(`${request.method} ${request.url} ${body}`);
      response.statusCode = request.url === '/made' ? 201 : 200;
      response.end(JSON.stringify({ list: [{ name: 'one' }, { name: 'two' }] }));
    });
    const asked: unknown[] = [];
    const done = await runHttpFile(parseHttpFile(withKey), {
      given: { origin },
      byHand: async (...what) => {
        asked.push(what);
        return 'typed';
      },
    });
    expect(done.map(({ outcome }) => outcome)).toEqual(['as expected', 'as expected', 'skipped']);
    expect(asked).toEqual([[`open ${origin}/page`, 'code']]);
    expect(heard).toEqual(['GET /list?a=b ', 'POST /made a=two&b=typed']);
  });

  test('says what came in place of what was expected', async () => {
    const origin = await server((request, response) => {
      response.statusCode = request.url === '/made' ? 400 : 200;
      const list = [{ name: 'other' }, { name: 'two' }];
      response.end(JSON.stringify({ list, error_description: 'The field is missing.' }));
    });
    const done = await runHttpFile(parseHttpFile(withKey), {
      given: { origin },
      byHand: async () => 'x',
    });
    expect(done.map(({ outcome, detail }) => [outcome, detail])).toEqual([
      ['otherwise', '$.list[0].name is other in place of one'],
      ['otherwise', '400 in place of 201 The field is missing.'],
      ['skipped', 'key is not given'],
    ]);
  });

  test('stops where a value is missing, and is refused where a block is neither request nor note', async () => {
    const file = parseHttpFile('### One\n# expect 200\nGET http://localhost:1/{{nothing}}\n');
    await expect(runHttpFile(file, { given: {}, byHand: async () => '' })).rejects.toThrow('{{nothing}}');
    expect(() => parseHttpFile('### One\nFETCH http://localhost\n')).toThrow('"One" has no request');
  });

  test('finds members and places, and nothing where there is none', () => {
    expect(memberAt({ a: [{ b: 1 }] }, '$.a[0].b')).toBe(1);
    expect(memberAt({ a: [] }, '$.a[0].b')).toBeUndefined();
    expect(memberAt('text', '$.a')).toBeUndefined();
  });
});
