import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort } from './free-port';

const servers: Server[] = [];

async function occupy(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => once(server.close(), 'close')));
});

test.each(['127.0.0.1', '0.0.0.0'])('a port taken on %s is passed over for a later one', async (host) => {
  const taken = await occupy(host);
  expect(await freePort(taken)).toBeGreaterThan(taken);
});

test('a port that was given back is the wish again, twice in a row', async () => {
  const port = await occupy('127.0.0.1');
  await once(servers.splice(0)[0]?.close() as Server, 'close');
  expect([await freePort(port), await freePort(port)]).toEqual([port, port]);
});

test('a wish beyond the last port is refused', async () => {
  await expect(freePort(65_536)).rejects.toThrow('No port from 65536 on is free');
});
