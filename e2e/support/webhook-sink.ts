/** A receiver of webhooks on this machine that keeps what it is sent, and answers as it is told. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TakenEvent = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A number is the status of the answer; `hangs` never answers; a function does what it likes. */
export type WebhookManner = number | 'hangs' | ((answer: ServerResponse) => void);

export type WebhookSink = {
  readonly url: string;
  readonly taken: TakenEvent[];
  manner: WebhookManner;
  stop(): Promise<void>;
};

export async function startWebhookSink(): Promise<WebhookSink> {
  const taken: TakenEvent[] = [];
  const state = { manner: 202 as WebhookManner };
  const server = createServer(async (request, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    taken.push({
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts).toString('utf8'),
    });
    const { manner } = state;
    if (typeof manner === 'number') answer.writeHead(manner).end();
    else if (typeof manner === 'function') manner(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    taken,
    get manner() {
      return state.manner;
    },
    set manner(manner) {
      state.manner = manner;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
