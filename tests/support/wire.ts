/** A wire tap between a pool and Postgres: counts what a request costs, and can fall silent like a broken network. */

import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';

export type Cost = { statements: number; syncs: number; roundTrips: number };

export type Wire = {
  /** The same database, through the tap. */
  readonly url: string;
  /** What the work sent, all connections together. */
  cost(work: () => Promise<unknown>): Promise<Cost>;
  /** From now on the connections there are carry nothing more and stay open, as after a cut cable; new ones work. */
  freeze(): void;
  /** How many connections carry something. */
  readonly alive: number;
  close(): Promise<void>;
};

/** `port` where it must be the one of before. */
export async function tapWire(databaseUrl: string, port = 0): Promise<Wire> {
  const target = new URL(databaseUrl);
  const total: Cost = { statements: 0, syncs: 0, roundTrips: 0 };
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  const frozen = new WeakSet<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    const upstream = dial(Number(target.port), target.hostname);
    const read = messageReader((type) => {
      if (type === 'E' || type === 'Q') total.statements += 1;
      if (type === 'S') total.syncs += 1;
    });
    let speaker: 'client' | 'server' | undefined;
    client.on('data', (bytes) => {
      if (frozen.has(client)) return;
      if (speaker !== 'client') total.roundTrips += 1;
      speaker = 'client';
      read(bytes);
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (frozen.has(client)) return;
      speaker = 'server';
      client.write(bytes);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('close', () => other.destroy()).on('error', () => undefined);
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const tapped = new URL(databaseUrl);
  tapped.port = String((server.address() as { port: number }).port);
  return {
    url: tapped.href,
    async cost(work) {
      const before = { ...total };
      await work();
      return {
        statements: total.statements - before.statements,
        syncs: total.syncs - before.syncs,
        roundTrips: total.roundTrips - before.roundTrips,
      };
    },
    freeze() {
      for (const client of clients) frozen.add(client);
    },
    get alive() {
      return [...clients].filter((client) => !frozen.has(client)).length;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The frontend protocol: one message without a type to begin with, then a type byte and a length each. */
function messageReader(onMessage: (type: string) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const header = started ? 1 : 0;
      if (rest.length < header + 4) return;
      const length = header + rest.readInt32BE(header);
      if (rest.length < length) return;
      if (started) onMessage(String.fromCharCode(rest[0] ?? 0));
      started = true;
      rest = rest.subarray(length);
    }
  };
}
