/** Streams that wait for the end of a session: those a browser has open, and one of our own over plain HTTP. */

import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { BrowserContext, Request } from '@playwright/test';
import { listenerName } from '../../db/lone-connection';
import { sql } from './database';
import { baseUrl } from './environment';

const path = '/api/session/events';

/** Counts from now on: call it before the browser opens a page that matters. */
export function watchStreams(context: BrowserContext) {
  const open = new Set<Request>();
  const seen = { opened: 0 };
  context.on('response', (response) => {
    const asked = response.request();
    if (new URL(asked.url()).pathname !== path || response.status() !== 200) return;
    open.add(asked);
    seen.opened += 1;
  });
  context.on('requestfinished', (asked) => open.delete(asked));
  context.on('requestfailed', (asked) => open.delete(asked));
  return {
    get open() {
      // Nobody reports the end of what a closed tab had open.
      return [...open].filter((asked) => !asked.frame().page().isClosed()).length;
    },
    /** All that there ever were. */
    get opened() {
      return seen.opened;
    },
  };
}

export type HeldStream = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Everything so far. */
  readonly text: string;
  readonly over: boolean;
  leave(): void;
};

/** Resolves with the first byte of a stream, or with the whole of another answer. */
export function holdStream(
  cookie: string | undefined,
  options: { at?: string; headers?: OutgoingHttpHeaders } = {},
): Promise<HeldStream> {
  const { hostname, port } = new URL(options.at ?? baseUrl());
  const headers = { ...options.headers, ...(cookie ? { cookie: `session=${cookie}` } : {}) };
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, headers, agent: false }, (response) => {
      const so = { text: '', over: false };
      const held: HeldStream = {
        status: response.statusCode ?? 0,
        headers: response.headers,
        get text() {
          return so.text;
        },
        get over() {
          return so.over;
        },
        leave: () => sent.destroy(),
      };
      response.on('data', (part: Buffer) => {
        so.text += part.toString();
        done(held);
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        so.over = true;
        done(held);
      });
    });
    sent.on('error', fail).end();
  });
}

/** The connections that listen: one for each instance that has had a stream. */
export const listeners = async () =>
  (
    await sql<{ pid: number }[]>`
      select pid from pg_stat_activity
      where application_name = ${listenerName} and datname = current_database() order by pid`
  ).map(({ pid }) => pid);

export const killListeners = () => sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = ${listenerName} and datname = current_database()`;
