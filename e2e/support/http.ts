/** Requests as somebody with a terminal sends them: every header and the path exactly as given, no redirect followed. */

import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { baseUrl } from './environment';
import { markSecret } from './secrets';

export type HttpQuestion = {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer | string;
  /** The value of the session cookie; the whole header goes into `headers` instead. */
  readonly cookie?: string;
  /** Another instance than A. */
  readonly at?: string;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly setCookies: readonly string[];
  readonly text: string;
  /** Head and body in one, for searches. */
  readonly everything: string;
};

export function ask(path: string, question: HttpQuestion = {}): Promise<HttpAnswer> {
  const { method = 'GET', headers = {}, body, cookie, at = baseUrl() } = question;
  const { hostname, port } = new URL(at);
  const all: OutgoingHttpHeaders = { ...headers };
  if (cookie !== undefined) all.cookie = `session=${cookie}`;
  if (body !== undefined) all['content-length'] = String(Buffer.byteLength(body));
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, method, headers: all, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('error', fail).on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          setCookies: response.headers['set-cookie'] ?? [],
          text,
          everything: `${JSON.stringify(response.headers)}\n${text}`,
        });
      });
    });
    sent.on('error', fail).end(body);
  });
}

/** What a browser says about a request from one of our own pages. */
export const fromOurPages = (at = baseUrl()) => ({ origin: at, 'sec-fetch-site': 'same-origin' });

/** The value of a cookie that an answer sets, marked as a secret; undefined where it sets none or clears it. */
export function cookieSet(answer: HttpAnswer, name = 'session'): string | undefined {
  const line = answer.setCookies.find((each) => each.startsWith(`${name}=`));
  const value = line?.slice(name.length + 1).split(';')[0];
  return value ? markSecret(value) : undefined;
}
