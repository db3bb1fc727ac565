/** A single connection that ends when it ends: nothing is retried, and its socket can be cut. */

import { once } from 'node:events';
import { connect as dial, type Socket } from 'node:net';
import postgres from 'postgres';
import { product } from '../lib/config/product';
import { onnotice } from './notices';

/** What the server's list of connections calls it. */
export const listenerName = `${product.slug}-listener`;

export type LoneConnection = {
  readonly sql: postgres.Sql;
  /** At once, even if the other end no longer answers. Safe to call twice. */
  cut(): void;
};

export class ConnectionLost extends Error {
  readonly code = 'CONNECTION_CLOSED';
}

/** Connects with its first statement. `patience` is in milliseconds, for the connection and for each host. */
export function loneConnection(
  url: string,
  patience: number,
  on: { notified(channel: string, payload: string): void; closed(): void },
): LoneConnection {
  let socket: Socket | undefined;
  let over = false;
  /**
   * Left alone, postgres.js dials again at once and for ever if something accepts connections only to close them, and leaves
   * the socket of a silent server open. So it gets one socket from us, and no second one.
   */
  const onlySocket = async (target: Target): Promise<Socket> => {
    if (over || socket) throw new ConnectionLost('the connection was closed');
    socket = await dialled(target, patience);
    if (over) socket.destroy();
    return socket;
  };
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: patience / 1000,
    onnotice,
    onclose: on.closed,
    connection: { application_name: listenerName },
    ...untyped({ onnotify: on.notified, socket: onlySocket }),
  });
  return {
    sql,
    cut() {
      over = true;
      void sql.end({ timeout: 0 });
      socket?.destroy();
    },
  };
}

/** postgres.js knows these options; its types do not. */
const untyped = (options: Record<string, unknown>): object => options;

type Target = { readonly host: readonly string[]; readonly port: readonly number[]; readonly path?: unknown };

/** The first host of the address that answers; if none does, throws the first one's fault. */
async function dialled({ host, port, path }: Target, patience: number): Promise<Socket> {
  const faults: unknown[] = [];
  for (const [index, name] of host.entries()) {
    const at = { host: name, port: port[index] ?? 5432 };
    const socket = typeof path === 'string' ? dial(path) : dial(at);
    const late = setTimeout(() => socket.destroy(new ConnectionLost('no connection in time')), patience);
    try {
      await once(socket, 'connect');
      // Where it went, for the name in the server's certificate.
      return Object.assign(socket, at);
    } catch (fault) {
      faults.push(fault);
    } finally {
      clearTimeout(late);
    }
  }
  throw faults[0];
}
