/**
 * What only the Node server sees of a request: who is at the other end of the socket, and the raw response.
 * Installed once by instrumentation.ts, before the first request.
 */

import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

export const requestIdHeader = 'x-request-id';
export const peerHeader = 'x-latchkey-peer';

type Slot = { [responsesSlot]?: Map<string, ServerResponse> };
const responsesSlot = Symbol.for('latchkey.responses');

/** Responses under way by request id; each leaves when it is closed. Shared by the bundles of one process. */
function responses(): Map<string, ServerResponse> {
  const holder = globalThis as Slot;
  holder[responsesSlot] ??= new Map();
  return holder[responsesSlot];
}

/**
 * Stamps each request with an id and the socket's address, over whatever the client sent under these names:
 * Next itself hands no socket to a page, and would take an X-Forwarded-For from anybody (security.md I4).
 */
export function watchRequests(options: { https: boolean }): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const id = randomUUID();
    request.headers[requestIdHeader] = id;
    request.headers[peerHeader] = request.socket.remoteAddress ?? '';
    responses().set(id, response);
    response.once('close', () => responses().delete(id));
    varyByCookie(response);
    if (options.https) response.setHeader('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  });
}

/** At the last moment: Next writes this header over whatever proxy.ts or an earlier hand set (ASVS 14.3.2). */
function varyByCookie(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    if (!String(response.getHeader('Vary') ?? '').includes('Cookie')) response.appendHeader('Vary', 'Cookie');
    return writeHead(...args);
  };
}

/**
 * Sets what a server action cannot set: the status and headers of its response. Without the watch (another kind of host)
 * nothing happens, and the words on the form still say it.
 */
export function shapeResponse(
  requestId: string,
  shape: { status?: number; headers?: Record<string, string> },
): void {
  const response = responses().get(requestId);
  if (!response || response.headersSent) return;
  if (shape.status) response.statusCode = shape.status;
  for (const [name, value] of Object.entries(shape.headers ?? {})) response.setHeader(name, value);
}
