/** Something on a port of this machine that is no Postgres, or one that says no. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type RefusingServer = { readonly port: number; stop(): Promise<void> };

async function standIn(answer: (socket: Socket) => void, port = 0): Promise<RefusingServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    answer(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Answers every start of a connection with this error of Postgres. */
export function refusingWith(code: string, message: string): Promise<RefusingServer> {
  const fields = `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`;
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(fields));
  return talking(Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)]));
}

/** Takes what it is sent, and says this, or nothing. */
export const talking = (words?: string | Buffer): Promise<RefusingServer> =>
  standIn((socket) => socket.once('data', () => words && socket.end(words)));

/** Stands on that port for a server somewhere else. */
export const passingOn = (port: number, to: { host: string; port: number }): Promise<RefusingServer> =>
  standIn((socket) => {
    const on = connect(to).on('error', () => socket.destroy());
    socket.pipe(on).pipe(socket);
  }, port);
