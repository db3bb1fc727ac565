/** For a program with a browser beside it: the answer comes to an address of this machine (RFC 8252 §7.3). */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RedirectTarget } from './sign-in';

type Listening = RedirectTarget & { close(): void };

/** `open`: shows an address to the person. `path`: of the registered address. */
export async function listenForRedirect({
  path = '/signed-in',
  open,
  signal,
}: {
  readonly path?: string;
  readonly open: (address: string) => void | Promise<void>;
  readonly signal?: AbortSignal;
}): Promise<Listening> {
  let hear: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    answer(response, 404);
  const server = createServer((request, response) => hear(request, response));
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => void server.close();
  return {
    uri: `${origin}${path}`,
    close,
    async visit(address) {
      const state = new URL(address).searchParams.get('state');
      const back = new Promise<string>((done, fail) => {
        signal?.addEventListener('abort', () => fail(signal.reason), { once: true });
        hear = (request, response) => {
          const at = new URL(request.url ?? '/', origin);
          // Any page in the browser can call this address; without the state it comes to nothing.
          if (at.pathname !== path || at.searchParams.get('state') !== state) return answer(response, 404);
          answer(response, 200);
          done(at.href);
        };
      });
      await open(address);
      return back.finally(close);
    },
  };
}

function answer(response: ServerResponse, status: 200 | 404): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(
    status === 200 ? 'You can close this page and go back to your app.\n' : 'There is nothing here.\n',
  );
}
