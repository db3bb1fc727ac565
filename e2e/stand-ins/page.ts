/** What the stand-ins for Google and GitHub have in common: a server on this machine, and the page where somebody signs in there. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StandIn = {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
};

/** The handler learns its own address first. */
export async function serve(
  make: (url: string) => RequestListener,
): Promise<Omit<StandIn, `client${string}`>> {
  const listener: { current?: RequestListener } = {};
  const server = createServer((request, response) => listener.current?.(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  listener.current = make(url);
  return {
    url,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Asks who it is, and lets them refuse; posts to `action` what it is given beside the answer. */
export function askWho(
  response: ServerResponse,
  name: string,
  action: string,
  kept: Iterable<[string, string]> = [],
): void {
  const hidden = [...kept].map(
    ([key, value]) => `<input type="hidden" name="${escaped(key)}" value="${escaped(value)}">`,
  );
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`<!doctype html><html lang="en"><title>${name} stand-in</title><link rel="icon" href="data:,">
    <h1>${name} stand-in</h1><form method="post" action="${escaped(action)}">${hidden.join('')}
    <label>Address <input name="address" autocomplete="off"></label>
    <button name="answer" value="yes">Allow</button> <button name="answer" value="no">Refuse</button></form>`);
}

/** Everybody who types an address has an account there. One that begins with "unverified" was never confirmed. */
export const personOf = (address: string) => ({
  address,
  name: 'Grace Elsewhere',
  verified: !address.startsWith('unverified'),
  number: createHash('sha256').update(address).digest().readUInt32BE(0) + 1,
});
