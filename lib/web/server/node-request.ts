/**
 * What only the Node server sees of a request: who is at the other end of the socket, and the raw response. instrumentation.ts
 * installs it once, before the first request.
 */

import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoreTrouble } from '../../words/unavailable';
import { proxyFault, setupHeader } from '../request/proxy-check';
import { isVouchedFor } from '../request/same-origin';
import { securityHeaders } from '../request/security-headers';
import { markTrouble, replaceBrokenPage } from './broken-page';
import { putLastWords } from './kept-headers';
import {
  askedHost,
  askedHostHeader,
  cameBy,
  hostFault,
  nameOwnHost,
  ownPath,
  schemeHeader,
} from './own-host';
import { isOwnRequest, markRequest } from './own-request';

export const requestIdHeader = 'x-request-id';
export const peerHeader = 'x-own-peer';

type Slot = { [responsesSlot]?: Map<string, ServerResponse> };
const responsesSlot = Symbol.for('app.responses');

/** Responses under way by request id; each leaves when it closes. The bundles of one process share them. */
function responses(): Map<string, ServerResponse> {
  const holder = globalThis as Slot;
  holder[responsesSlot] ??= new Map();
  return holder[responsesSlot];
}

/** What kind of request it is: Next removes the headers that tell before proxy.ts sees them. */
export const requestKindHeader = 'x-own-kind';
/** The path and query as they came: Next's own copy rewrites the query, `%20` as `+`. */
export const requestUrlHeader = 'x-own-url';
export type RequestKind = 'document' | 'flight' | 'prefetch';

function kindOf({ headers }: IncomingMessage): RequestKind {
  const purpose = `${headers.purpose ?? ''} ${headers['sec-purpose'] ?? ''}`;
  if (headers['next-router-prefetch'] || purpose.includes('prefetch')) return 'prefetch';
  return headers.rsc ? 'flight' : 'document';
}

/**
 * Stamps each request with an id, its kind and the socket's address, over anything the client sent under these names: Next
 * gives pages no socket, and would accept an X-Forwarded-For from anybody (ASVS 4.1.3). The host becomes that of APP_URL.
 */
export function watchRequests(appUrl: URL, trustedProxyHops = 0): void {
  const headers = securityHeaders(appUrl.protocol === 'https:');
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const id = randomUUID();
    request.url = ownPath(request.url ?? '');
    request.headers[requestIdHeader] = id;
    request.headers[requestKindHeader] = kindOf(request);
    request.headers[requestUrlHeader] = request.url;
    if (!isOwnRequest(request.headers)) noteArrival(request, appUrl, trustedProxyHops);
    nameOrigin(request, appUrl.origin);
    nameOwnHost(request.headers, appUrl);
    responses().set(id, response);
    response.once('close', () => responses().delete(id));
    completeHeaders(response, headers);
    if (isForPage(request)) replaceBrokenPage(request, response);
  });
}

/** A page that a browser shows: not an API, and nothing that a script takes apart. */
const isForPage = (request: IncomingMessage) =>
  !request.headers['next-action'] && kindOf(request) === 'document' && !request.url?.startsWith('/api/');

/** Notes that the database failed the request with this id. */
export function markResponse(requestId: string, kind: StoreTrouble): void {
  const response = responses().get(requestId);
  if (response) markTrouble(response, kind);
}

/** Notes where the request came from and how, before Next adds its own headers. Next's copies of a request keep these notes. */
function noteArrival({ headers, socket }: IncomingMessage, appUrl: URL, hops: number): void {
  const peer = socket.remoteAddress ?? '';
  const https = appUrl.protocol === 'https:';
  const forwardedFor = firstOf(headers['x-forwarded-for']);
  const forwardedProto = firstOf(headers['x-forwarded-proto']);
  const faults = [
    proxyFault({ forwardedFor, forwardedProto, peer, https, hops }),
    hostFault(headers, appUrl),
  ];
  headers[peerHeader] = peer;
  headers[schemeHeader] = cameBy(headers, hops);
  headers[askedHostHeader] = askedHost(headers);
  headers[setupHeader] = faults.filter(Boolean).join(' ');
  markRequest(headers);
}

/** Next refuses `Origin: null`, whatever else the browser says about the request. */
function nameOrigin({ headers }: IncomingMessage, origin: string): void {
  if (isVouchedFor(headers.origin, headers['sec-fetch-site'])) headers.origin = origin;
}

const firstOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** At the last moment: Next overwrites some headers, and answers some requests without asking anybody. */
function completeHeaders(response: ServerResponse, headers: ReadonlyMap<string, string>): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    for (const [name, value] of headers) if (!response.hasHeader(name)) response.setHeader(name, value);
    putLastWords(response);
    if (!String(response.getHeader('Vary') ?? '').includes('Cookie')) response.appendHeader('Vary', 'Cookie');
    return writeHead(...args);
  };
}

/**
 * Sets what a server action cannot set: the status and headers of its response. If requests are not watched (another kind of
 * host), this does nothing and returns false, and the words on the form still say it.
 */
export function shapeResponse(
  requestId: string,
  shape: { status?: number; headers?: Record<string, string> },
): boolean {
  const response = responses().get(requestId);
  if (!response || response.headersSent) return false;
  if (shape.status) response.statusCode = shape.status;
  for (const [name, value] of Object.entries(shape.headers ?? {})) response.setHeader(name, value);
  return true;
}
