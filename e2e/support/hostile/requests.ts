/** Makes one hostile request out of a seed and an index: something the app understands, with things wrong about it. */

import { bodyOf } from './bodies';
import type { Grounds } from './grounds';
import { cookies, hosts, methods, oddities, oddMethods, origins, queries, strayPaths } from './ingredients';
import { sessionMark } from './marks';
import { oddHeaders } from './odd-headers';
import { Seeded } from './seeded';
import type { RawRequest } from './wire';

export type Ground = { readonly at: string; readonly grounds: Grounds; readonly attackers: number };

export function hostileRequest(seed: number, index: number, ground: Ground): RawRequest {
  const random = new Seeded(seed, index);
  const method = random.chance(0.1) ? random.pick(oddMethods) : random.pick(methods);
  const sent = method === 'POST' || random.chance(0.1) ? bodyOf(random, ground.grounds) : undefined;
  const target = sent?.path && random.chance(0.8) ? sent.path : targetOf(random, ground.grounds);
  const body = sent?.body ?? Buffer.alloc(0);
  const headers = [
    ...hostOf(random, ground.at),
    ...originOf(random, ground.at, method),
    ...cookieOf(random, ground.attackers),
    ...(sent?.headers ?? []),
    ...stray(random),
  ];
  const framed = frame(random, body, sent !== undefined);
  const version = random.chance(0.97) ? 'HTTP/1.1' : random.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9', 'X']);
  return { method, target, version, ...framed, headers: [...headers, ...framed.headers] };
}

type Headers = RawRequest['headers'][number][];

function targetOf(random: Seeded, { pages, routes, files, buildId }: Grounds): string {
  const known = random.pick([pages, pages, routes, routes, files, strayPaths]);
  let path = random.pick(known).replace('/_next/data/x', `/_next/data/${buildId}`);
  for (const oddity of random.some(oddities, random.chance(0.25) ? 3 : 0)) path = put(random, path, oddity);
  if (random.chance(0.02)) path += '/x'.repeat(random.pick([100, 2000, 6000]));
  for (const query of random.some(queries, random.chance(0.4) ? 3 : 0))
    path += `${path.includes('?') ? '&' : '?'}${query}`;
  return path;
}

function put(random: Seeded, path: string, oddity: string): string {
  const at = random.pick([0, 1, random.below(path.length + 1), path.length, path.length]);
  return path.slice(0, at) + oddity + path.slice(at);
}

function hostOf(random: Seeded, at: string): Headers {
  const own = ['Host', new URL(at).host] as const;
  if (random.chance(0.95)) return [[...own]];
  return random.pick<Headers>([[['Host', random.pick(hosts)]], [], [[...own], ['Host', random.pick(hosts)]]]);
}

/** Mostly as one of our own pages sends it: anything else is refused before it could do harm. */
function originOf(random: Seeded, at: string, method: string): Headers {
  if (method === 'GET' && random.chance(0.7)) return [];
  if (random.chance(0.9)) {
    return [
      ['Origin', new URL(at).origin],
      ['Sec-Fetch-Site', 'same-origin'],
    ];
  }
  const site = random.pick(['same-origin', 'cross-site', 'none', 'x']);
  return random
    .pick<Headers>([[['Origin', random.pick(origins)]], [['Sec-Fetch-Site', site]], []])
    .concat(random.chance(0.5) ? [['Origin', random.pick(origins)]] : []);
}

function cookieOf(random: Seeded, attackers: number): Headers {
  const session = `session=${sessionMark(random.below(attackers))}`;
  if (random.chance(0.5)) return [['Cookie', session]];
  const odd = random.some(cookies, 2);
  const all = random.chance(0.4) ? [...odd, session] : odd;
  if (all.length === 0) return [];
  return random.chance(0.2) ? all.map((each) => ['Cookie', each]) : [['Cookie', all.join('; ')]];
}

function stray(random: Seeded): Headers {
  if (random.chance(0.08)) return asRouter(random);
  return random
    .some(oddHeaders, random.chance(0.7) ? 3 : 0)
    .map(([name, values]) => [name, random.pick(values)]);
}

type Framed = { readonly headers: Headers; readonly body: Buffer; readonly leaves?: boolean };

/** As the router in the browser asks, with something wrong in its own headers. */
function asRouter(random: Seeded): Headers {
  const own = oddHeaders.filter(([name]) => name.startsWith('Next-') && name !== 'Next-Resume');
  const headers = random.some(own, 3).map(([name, values]) => [name, random.pick(values)] as const);
  return [['RSC', '1'], ...headers];
}

/** How long the body is said to be, and whether that is true. Who promises more than comes has to leave. */
function frame(random: Seeded, body: Buffer, needed: boolean): Framed {
  const end: Headers = [['Connection', 'close']];
  if (!needed && random.chance(0.95)) return { headers: end, body, leaves: random.chance(0.02) };
  const length = (claimed: number | string): Headers => [['Content-Length', String(claimed)], ...end];
  if (random.chance(0.85)) return { headers: length(body.length), body, leaves: random.chance(0.02) };
  const coding = (value: string): Headers => [['Transfer-Encoding', value], ...end];
  const lies: readonly Framed[] = [
    { headers: length(body.length + 50), body },
    { headers: length(Math.max(0, body.length - 5)), body },
    { headers: length(random.pick(['-1', 'x', '1, 2', '99999999999999999999', ''])), body },
    { headers: coding('chunked'), body: chunked(body) },
    { headers: coding('chunked'), body },
    { headers: coding(random.pick(['gzip', 'x', 'chunked, chunked'])), body: chunked(body) },
    { headers: [['Transfer-Encoding', 'chunked'], ...length(3)], body: chunked(body) },
    { headers: end, body },
  ];
  return { leaves: true, ...random.pick(lies) };
}

function chunked(body: Buffer): Buffer {
  const size = Buffer.from(`${body.length.toString(16)}\r\n`);
  return body.length === 0
    ? Buffer.from('0\r\n\r\n')
    : Buffer.concat([size, body, Buffer.from('\r\n0\r\n\r\n')]);
}
