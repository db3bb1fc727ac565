/** A relay between one instance and Postgres that counts what passes: statements, messages, round trips, rows changed. */

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { MessageReader, texts, type WireMessage } from './wire-messages';

export type Counts = {
  /** Times the client wrote and then had to wait for an answer. */
  readonly roundTrips: number;
  readonly parses: number;
  readonly executes: number;
  readonly syncs: number;
  /** The text of every statement that was executed, in order. */
  readonly statements: readonly string[];
  /** What the server said of every one: "SELECT 1", "UPDATE 0". */
  readonly tags: readonly string[];
};

export type Relay = {
  /** The given address, through the relay. */
  readonly url: string;
  /** What has passed since the last call. */
  take(): Counts;
  close(): Promise<void>;
};

type Tally = { -readonly [Key in keyof Counts]: Counts[Key] extends number ? number : string[] };

const nothing = (): Tally => ({
  roundTrips: 0,
  parses: 0,
  executes: 0,
  syncs: 0,
  statements: [],
  tags: [],
});

/** With a delay, the database seems to be that many milliseconds away, there and back. */
export async function startRelay(databaseUrl: string, options: { delayMs?: number } = {}): Promise<Relay> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let tally = nothing();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket.on('error', () => undefined).once('close', () => sockets.delete(socket)));
    }
    relay(client, upstream, () => tally, options.delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.port = String(portOf(server));
  return {
    url: url.href,
    take: () => {
      const taken = tally;
      tally = nothing();
      return taken;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function relay(client: Socket, upstream: Socket, tally: () => Tally, delayMs = 0): void {
  const asked = new MessageReader(true);
  const answered = new MessageReader(false);
  const statements = new Map<string, string>();
  let waiting = false;
  client.on('data', (chunk: Buffer) => {
    for (const message of asked.read(chunk)) noteQuestion(message, tally(), statements);
    waiting = true;
    if (delayMs > 0) setTimeout(() => upstream.write(chunk), delayMs);
    else upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    // Several chunks of one answer are one round trip.
    if (waiting) tally().roundTrips += 1;
    waiting = false;
    for (const { type, body } of answered.read(chunk)) if (type === 'C') tally().tags.push(...texts(body, 1));
    client.write(chunk);
  });
  client.once('close', () => upstream.destroy());
  upstream.once('close', () => client.destroy());
}

/** Parse names a statement, Bind picks one by its name, Execute runs what was bound last; Query is all of it in one. */
function noteQuestion({ type, body }: WireMessage, tally: Tally, statements: Map<string, string>): void {
  const bound = ' bound';
  const [first = '', second = ''] = texts(body, 2);
  if (type === 'P') {
    tally.parses += 1;
    statements.set(first, second);
  }
  if (type === 'B') statements.set(bound, statements.get(second) ?? '');
  if (type === 'E') {
    tally.executes += 1;
    tally.statements.push(statements.get(bound) ?? '');
  }
  if (type === 'Q') tally.statements.push(first);
  if (type === 'S') tally.syncs += 1;
}
