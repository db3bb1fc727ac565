/**
 * Stands between the Node server and Next. It refuses what is odd before Next reads it, and answers what Next then cannot read
 * as the sender's mistake, not as a fault of ours.
 */

import { subscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, type RequestListener, Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemCode } from '../guards/problem';
import { isLeaving } from './leave';
import { isApi, isFile, type Oddity, oddityOf } from './odd-request';
import { isRead, type Refusal, refusalOf } from './refusal';
import { askedStorage, isReadingAction, type RequestStage } from './request-stage';

const seen = new WeakSet<Server>();

/** Next gives its server to nobody, but each connection knows the server that took it. */
export function watchServer(): void {
  subscribe('net.server.socket', (message) => {
    const { server } = (message as { socket: Socket & { server?: unknown } }).socket;
    if (server instanceof Server) stepBetween(server);
  });
  subscribe('http.server.request.start', (message) => {
    stepBetween((message as { server: Server }).server);
  });
}

function stepBetween(server: Server): void {
  if (seen.has(server)) return;
  seen.add(server);
  // There is nothing to upgrade to, and Next would leave such a connection open for ever.
  server.removeAllListeners('upgrade');
  const others = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    // Whoever holds this connection opens the next one elsewhere.
    if (isLeaving()) response.shouldKeepAlive = false;
    const [path = ''] = (request.url ?? '').split('?');
    drop(request, hopByHop);
    if (isFile(path)) drop(request, ofRouter);
    const oddity = oddityOf(request);
    if (oddity) return refuse(response, refusalOf(oddity, request));
    const isAction = request.method === 'POST' && !isApi(path);
    const asked: RequestStage = { request, response, isAction, stage: 'arrived' };
    if (isAction) answerInstead(asked, actionOddity(asked));
    else if (isFile(path)) answerInstead(asked, whereFailed(response, decidedFor(response)));
    askedStorage().run(asked, () => {
      for (const listener of others) listener(request, response);
    });
  });
}

/** These concern this connection alone, but Next would pass them on in its own requests. */
const hopByHop = ['upgrade', 'http2-settings', 'keep-alive', 'te', 'trailer', 'expect'];
/** A file is not a page: asked for one as a page, Next would redirect to it. */
const ofRouter = ['rsc', 'next-router-state-tree', 'next-router-prefetch', 'next-router-segment-prefetch'];

function drop({ headers }: IncomingMessage, names: readonly string[]): void {
  for (const name of names) delete headers[name];
}

function refuse(response: ServerResponse, { status, headers, body }: Refusal): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.end(body);
}

/** By the time Next begins to answer, we know whose fault a failure is. Anything more that Next writes is dropped. */
function answerInstead(asked: RequestStage, oddityNow: () => Oddity | undefined): void {
  const { request, response } = asked;
  const { writeHead, flushHeaders, write, end } = response;
  let answered = false;
  const unlessOdd =
    (method: (...args: never[]) => unknown, dropped: unknown) =>
    (...args: never[]) => {
      if (answered) return dropped;
      const oddity = response.headersSent ? undefined : oddityNow();
      if (!oddity) return method.apply(response, args);
      answered = true;
      Object.assign(response, { writeHead, flushHeaders, write, end });
      refuse(response, refusalOf(oddity, request));
      Object.assign(response, guarded);
      return dropped;
    };
  const guarded = {
    writeHead: unlessOdd(writeHead, response),
    flushHeaders: unlessOdd(flushHeaders, undefined),
    write: unlessOdd(write, true),
    end: unlessOdd(end, response),
  };
  Object.assign(response, guarded);
}

const whereFailed = (response: ServerResponse, oddityNow: () => Oddity | undefined) => () =>
  response.statusCode === 500 ? oddityNow() : undefined;

/**
 * Our scripts know Next's plain answer for an action of another build; a person whose browser sent the form itself gets a page.
 */
function actionOddity(asked: RequestStage): () => Oddity | undefined {
  const { request, response } = asked;
  const unread = whereFailed(response, () => (isReadingAction(asked) ? { code: 'invalid' } : undefined));
  return () => {
    const unknown = response.getHeader('x-nextjs-action-not-found') !== undefined && isRead(request);
    return unknown ? { code: 'outdated' } : unread();
  };
}

const codes = new Map<number, ProblemCode>([
  [400, 'invalid'],
  [404, 'not_found'],
  [412, 'precondition_failed'],
  [416, 'range_not_satisfiable'],
]);

/** Next sets these for a file, then looks for a page about them, finds none, and fails. */
function decidedFor(response: ServerResponse): () => Oddity | undefined {
  let status = response.statusCode;
  let decided: ProblemCode | undefined;
  Object.defineProperty(response, 'statusCode', {
    get: () => status,
    set: (value: number) => {
      status = value;
      decided = codes.get(value) ?? decided;
    },
  });
  return () => (decided ? { code: decided } : undefined);
}
