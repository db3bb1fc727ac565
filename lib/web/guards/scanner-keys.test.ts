import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { verifyScanner } from './scanner-keys';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

/** An address of its own for each: what was fetched from another one is not remembered here. */
async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server has no address');
  return new URL(`http://127.0.0.1:${address.port}/${randomBytes(4).toString('hex')}`);
}

const pair = (namedCurve = 'prime256v1') => generateKeyPairSync('ec', { namedCurve });
const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const listOf = (keys: Readonly<Record<string, KeyObject>>) =>
  JSON.stringify({
    public_keys: Object.entries(keys).map(([key_identifier, key]) => ({
      ...{ key_identifier, key: pemOf(key), is_current: true },
    })),
  });

const body = Buffer.from('[{"token":"x","type":"t","url":"https://example.com/"}]');
const signed = (key: KeyObject, bytes: Buffer = body) => sign('sha256', bytes, key).toString('base64');

describe('a report', () => {
  test('counts with the signature of a listed key over these very bytes', async () => {
    const [good, other] = [pair(), pair()];
    const url = await serve((_request, response) => response.end(listOf({ one: good.publicKey })));
    const signature = signed(good.privateKey);
    expect(await verifyScanner(url, { identifier: 'one', signature }, body)).toBe('good');
    const wrong: [string | null, string | null, Buffer][] = [
      ['one', signed(other.privateKey), body],
      ['one', signature, Buffer.concat([body, Buffer.from(' ')])],
      ['two', signature, body],
      [null, signature, body],
      ['one', null, body],
      ['one', '', body],
      ['one', 'no signature', body],
      ['one', Buffer.alloc(64).toString('base64'), body],
      ['one', 'A'.repeat(501), body],
      ['o'.repeat(201), signature, body],
      ['__proto__', signature, body],
    ];
    for (const [identifier, given, bytes] of wrong)
      expect(await verifyScanner(url, { identifier, signature: given }, bytes), String(given)).toBe('wrong');
  });

  test('does not count with a key of another kind, even a listed one', async () => {
    const curve = pair('secp384r1');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keys = { curve: curve.publicKey, rsa: rsa.publicKey };
    const url = await serve((_request, response) => response.end(listOf(keys)));
    const asked = [
      { identifier: 'curve', signature: signed(curve.privateKey) },
      { identifier: 'rsa', signature: signed(rsa.privateKey) },
    ];
    for (const each of asked) expect(await verifyScanner(url, each, body)).toBe('wrong');
  });
});

describe('the list of keys', () => {
  test('is fetched once for many reports at once, and kept', async () => {
    const good = pair();
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.end(listOf({ one: good.publicKey }));
    });
    const report = { identifier: 'one', signature: signed(good.privateKey) };
    const all = await Promise.all(Array.from({ length: 10 }, () => verifyScanner(url, report, body)));
    expect(new Set(all)).toEqual(new Set(['good']));
    expect(await verifyScanner(url, report, body)).toBe('good');
    expect(asked).toBe(1);
  });

  test('is not fetched again for each key that somebody makes up', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.end(listOf({}));
    });
    for (const identifier of ['a', 'b', 'c'])
      expect(await verifyScanner(url, { identifier, signature: 'AAAA' }, body)).toBe('wrong');
    expect(asked).toBe(1);
  });

  const elsewhere: [string, RequestListener][] = [
    ['answers with an error', (_request, response) => response.writeHead(500).end()],
    ['leads elsewhere', (_request, response) => response.writeHead(302, { location: '/other' }).end()],
    ['is no JSON', (_request, response) => response.end('<html>')],
    ['has another form', (_request, response) => response.end('{"keys":[]}')],
    ['is longer than any', (_request, response) => response.end(`"${'x'.repeat(200_001)}"`)],
    ['breaks off', (request) => request.socket.destroy()],
  ];
  test.each(elsewhere)('that %s decides nothing, and is not asked again at once', async (_what, listener) => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      listener(request, response);
    });
    const report = { identifier: 'one', signature: signed(pair().privateKey) };
    for (let n = 0; n < 2; n++) expect(await verifyScanner(url, report, body)).toBe('away');
    expect(asked).toBe(1);
  });

  test('leaves out what is no key, and keeps the rest', async () => {
    const good = pair();
    const list = { public_keys: [{ key_identifier: 'bad', key: 'no key' }] as object[] };
    list.public_keys.push({ key_identifier: 'one', key: pemOf(good.publicKey) });
    const url = await serve((_request, response) => response.end(JSON.stringify(list)));
    const signature = signed(good.privateKey);
    expect(await verifyScanner(url, { identifier: 'one', signature }, body)).toBe('good');
    expect(await verifyScanner(url, { identifier: 'bad', signature }, body)).toBe('wrong');
  });
});
