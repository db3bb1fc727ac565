/** A port that a server can listen on, whichever of the machine's addresses it takes. */

import { createServer } from 'node:net';
import { SetupFault } from '../db/setup-fault';
import { ConfigError } from '../lib/config/policy';

/** A listener on one address may leave the others free, so a browser could meet it instead of our server. */
const hosts = ['127.0.0.1', '::1', '0.0.0.0', '::'];
const mostTries = 200;

/** The wish when it is free, else the next free one above it. */
export async function freePort(wish: number): Promise<number> {
  for (let port = wish; port < wish + mostTries && port < 65_536; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${wish} on is free`);
}

/** The very port that was asked for. Throws ConfigError. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new ConfigError(['PORT must be a whole number from 1 to 65535']);
}

/** Throws SetupFault. */
export async function expectFree(port: number): Promise<void> {
  const free = await canListen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES') throw error;
    throw new SetupFault(`Port ${port} is not for this user to listen at: set PORT to one above 1023.`);
  });
  if (!free) throw new SetupFault(`Port ${port} is in use: stop what listens there, or set PORT to another.`);
}

async function isFree(port: number): Promise<boolean> {
  for (const host of hosts) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

/** `families`: a machine without the family of the host is no free one, either. */
function canListen(port: number, host?: string, families = false): Promise<boolean> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 knows no ::1, which no server can take either.
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') done(!families);
      else if (error.code === 'EADDRINUSE') done(false);
      else fail(error);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(true)));
  });
}

/** What a server listens at to be found at every address of this machine: both families, where it has both. */
export const anyAddress = async (): Promise<string> => ((await canListen(0, '::', true)) ? '::' : '0.0.0.0');
