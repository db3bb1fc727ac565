/** The one way to read, write and clear a cookie. Its name, and everything that a browser is told about it, is decided here. */

import 'server-only';
import { cookies, headers } from 'next/headers';
import type { z } from 'zod';
import { minutes } from '../../time';
import { requestIdHeader, shapeResponse } from '../server/node-request';
import { cookieName, overHttps } from './cookie-name';
import { longestOfAll, openAs, type SealedKind, sealAs } from './seal';

/** Seconds, or `browser`: the cookie goes when the browser is closed. */
type Lifetime = number | 'browser';

/** For notes to the next page: what happened a while ago is no longer news. */
export const noteLifetime = () => minutes(10);

export type ReadJar = { get(name: string): { readonly value: string } | undefined };
export type WriteJar = { set(name: string, value: string, options: CookieOptions): unknown };

type CookieOptions = {
  readonly httpOnly: true;
  readonly secure: boolean;
  readonly sameSite: 'lax';
  readonly path: '/';
  readonly maxAge?: number;
};

type Writing = {
  /** Leave it out to write to the response of this action or route. */
  readonly jar?: WriteJar;
  /** Overrides the cookie's own lifetime. */
  readonly lifetime?: Lifetime;
  /**
   * For a page that stays where it is: if Next knows about the cookie, it renders the page again, and what was typed may be
   * lost. At most one for each response.
   */
  readonly inPlace?: boolean;
};

type Cookie<Value> = {
  /** Undefined if the browser sent none, or not one of ours. */
  read(jar?: ReadJar): Promise<Value | undefined>;
  write(value: Value, how?: Writing): Promise<void>;
  /** Clears it even if the browser sent none. */
  clear(jar?: WriteJar): Promise<void>;
  /** Does nothing if the browser sent none. */
  clearIfHeld(): Promise<void>;
};

/** Its value is text, as the browser keeps it: a secret that means something only here, or something that opens nothing. */
export function plainCookie(name: string, lifetime: () => Lifetime): Cookie<string> {
  const clear = async (jar?: WriteJar) => put(name, '', 0, { jar });
  return {
    read: async (jar) => (jar ?? (await cookies())).get(cookieName(name))?.value,
    write: (value, how = {}) => put(name, value, how.lifetime ?? lifetime(), how),
    clear,
    clearIfHeld: async () => {
      if ((await cookies()).has(cookieName(name))) await clear();
    },
  };
}

type Sealing = {
  /** What it is sealed as: what was sealed as one kind is never read as another. */
  readonly kind: SealedKind;
  /** In characters; anything longer is not opened at all. */
  readonly longest?: number;
};

/** Its value is sealed: a browser can neither read nor make one. A malformed one counts as none. */
export function sealedCookie<Value>(
  name: string,
  schema: z.ZodType<Value>,
  lifetime: () => Lifetime,
  { kind, longest = longestOfAll }: Sealing,
): Cookie<Value> {
  const plain = plainCookie(name, lifetime);
  return {
    ...plain,
    read: async (jar) => schema.safeParse(await openAs(kind, await plain.read(jar), longest)).data,
    write: async (value, how) => plain.write(await sealAs(kind, value), how),
  };
}

/** A deletion needs the same attributes, or the browser ignores it (docs/security.md F12). */
async function put(name: string, value: string, lifetime: Lifetime, { jar, inPlace }: Writing) {
  const options = optionsFor(lifetime);
  if (inPlace && (await writeInPlace(cookieName(name), value, options))) return;
  (jar ?? (await cookies())).set(cookieName(name), value, options);
}

function optionsFor(lifetime: Lifetime): CookieOptions {
  const always = { httpOnly: true, secure: overHttps(), sameSite: 'lax', path: '/' } as const;
  return lifetime === 'browser' ? always : { ...always, maxAge: lifetime };
}

/** If requests are not watched, shapeResponse returns false and Next writes the cookie after all. */
async function writeInPlace(name: string, value: string, { maxAge = 0, secure }: CookieOptions) {
  const line = `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=lax${secure ? '; Secure' : ''}`;
  return shapeResponse((await headers()).get(requestIdHeader) ?? '', { headers: { 'Set-Cookie': line } });
}
