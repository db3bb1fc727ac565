/**
 * A real Postgres without Docker, for development, tests and a first try of the production server.
 * It listens on 127.0.0.1 alone and stops with this process, however this process ends.
 */

import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dataOf, prepareData, superuser } from './data';
import { type Home, persistentHome, temporaryHome } from './home';
import { runningPort } from './lock';
import { failureOf, launch, stop } from './process';
import { postgresPrograms } from './programs';

export type Embedded = {
  readonly port: number;
  /** The address of a database on this server; without a name, of the one it is administered from. */
  url(database?: string): string;
  /** Safe to call twice. Leaves alone a server that another run of this checkout started. */
  stop(): Promise<void>;
};

export type EmbeddedOptions =
  | { readonly persistent: true; readonly directory: string; readonly port?: number }
  /** In a temporary directory that goes with it; gives up safety against a power cut for speed. */
  | { readonly persistent: false; readonly port?: number };

const wishedPort = 54_329;

/** Takes another port if the wanted one is in use. Throws with the server's own log if it does not come up. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = options.persistent ? persistentHome(options.directory) : temporaryHome();
  if (options.persistent && home.path !== resolve(options.directory)) {
    process.stderr.write(
      `The embedded Postgres cannot use ${options.directory}; its data is in ${home.path}\n`,
    );
  }
  const programs = postgresPrograms(home.account);
  const password = await prepareData(home, programs.initdb, options.persistent);
  const server = await startOrJoin(programs.postgres, home, options);
  return {
    ...server,
    url: (database = 'postgres') =>
      `postgres://${superuser}:${password}@127.0.0.1:${server.port}/${database}`,
  };
}

async function startOrJoin(
  program: string,
  home: Home,
  options: EmbeddedOptions,
): Promise<Omit<Embedded, 'url'>> {
  let port = options.port ?? (options.persistent ? wishedPort : await anyPort());
  for (let attempt = 1; ; attempt += 1) {
    const running = await runningPort(dataOf(home));
    if (running) return { port: running, stop: async () => undefined };
    const started = launch(program, home, port, options.persistent);
    const failure = await failureOf(started, home);
    if (failure === undefined) return { port, stop: once(() => stop(started, home, options.persistent)) };
    const portTaken = /could not create any TCP\/IP sockets|Address already in use/.test(failure);
    // Another run may be starting here, or a killed run's processes may still be leaving.
    const directoryTaken = /lock file|shared memory block/.test(failure);
    if (attempt === 5 || !(portTaken || directoryTaken))
      throw new Error(`Postgres did not start:\n${failure}`);
    if (portTaken) port = await anyPort();
    else await delay(500);
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= action();
    return result;
  };
}

function anyPort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
