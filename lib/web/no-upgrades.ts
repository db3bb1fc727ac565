/**
 * Nothing here speaks WebSocket in production, yet Next listens for upgrades: such a request would run through the gate
 * without our stamps, with whatever the client wrote in their place. A server that nobody asks about upgrades answers
 * them as the plain requests they also are (RFC 9110, 7.8). In development the page reloads itself over one.
 */

import { subscribe } from 'node:diagnostics_channel';
import type { Server, Socket } from 'node:net';

/** Before the first byte of a connection is read. */
export function ignoreUpgrades(): void {
  const seen = new WeakSet<Server>();
  subscribe('net.server.socket', (message) => {
    const { server } = (message as { socket: Socket & { server?: Server } }).socket;
    if (!server || seen.has(server)) return;
    seen.add(server);
    server.removeAllListeners('upgrade');
  });
}
