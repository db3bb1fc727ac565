/** A browser that keeps no cookie, whatever it is: a proxy on this machine leaves them out of every answer. */

import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The address to give a context as its proxy, and how to stop it. */
export async function startCookielessProxy(): Promise<{ readonly server: string; stop(): void }> {
  const proxy = createServer((asked, answer) => {
    const to = new URL(asked.url ?? '');
    const { method, headers } = asked;
    const onward = request(to, { method, headers }, (got) => {
      const { 'set-cookie': _left, ...kept } = got.headers;
      answer.writeHead(got.statusCode ?? 502, kept);
      got.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    server: `http://127.0.0.1:${port}`,
    stop() {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
