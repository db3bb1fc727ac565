/** Streams that wait for the end of a session: those a browser has open, and one of our own over plain HTTP. */

import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { BrowserContext, Request } from '@playwright/test';
import { sql } from './database';
import { baseUrl } from './environment';

const path = '/api/session/events';

/** From now on; before the browser opens a page that is to be counted. */
export function watchStreams(context: BrowserContext) {
  const open = new Set<Request>();
  const seen = { opened: 0 };
  const isStream = (each: Request) => new URL(each.url()).pathname === path;
  context.on('response', (response) => {
    if (!isStream(response.request()) || response.status() !== 200) return;
    open.add(response.request());
    seen.opened += 1;
  });
  for (const event of ['requestfinished', 'requestfailed'] as const) {
    context.on(event, (each) => open.delete(each));
  }
  return {
    get open() {
      return open.size;
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
      where application_name = 'latchkey-listener' and datname = current_database() order by pid`
  ).map(({ pid }) => pid);

export const killListeners = () => sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'latchkey-listener' and datname = current_database()`;
