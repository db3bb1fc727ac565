/** The cookie: an iron seal of the session secret and nothing else. The row decides; the seal only hides and authenticates. */

import 'server-only';
import { sealData, unsealData } from 'iron-session';
import { LRUCache } from 'lru-cache';
import { env } from '../../config/env';
import { sha256 } from '../../crypto';
import { hashOfSecret, looksLikeSecret } from '../../session/secret';

export type CookieOptions = {
  httpOnly: true;
  secure: boolean;
  sameSite: 'lax';
  path: '/';
  maxAge?: number;
};

/** Safari refuses Secure cookies on http://localhost, and the __Host- prefix demands Secure. */
const secure = () => env().appUrl.protocol === 'https:';

export const sessionCookieName = () => (secure() ? '__Host-session' : 'session');

/** A cookie's name without the prefix that https brings. */
export const plainName = (name: string) => (secure() ? name.replace(/^__Host-/, '') : name);

/** A deletion needs the same attributes, or the browser ignores it (docs/security.md F12). */
export const expiredCookie = (): CookieOptions => ({ ...cookieOptions(), maxAge: 0 });

const cookieOptions = (): CookieOptions => ({ httpOnly: true, secure: secure(), sameSite: 'lax', path: '/' });

/** Without "keep me signed in" there is no Max-Age: the cookie goes with the browser. The row limits both. */
export function sessionCookieOptions(remembered: boolean): CookieOptions {
  return remembered
    ? { ...cookieOptions(), maxAge: env().policy.rememberedAbsoluteTimeout }
    : cookieOptions();
}

/**
 * iron names the key inside the seal. The name is derived from the key, so that a list of secrets can grow at its front
 * and shrink at its end without renaming any. iron wants a number.
 */
const keyName = (secret: string) => sha256(`key-name:${secret}`).readUIntBE(0, 6);

const forever = { ttl: 0 } as const;

/** Sealed with the newest secret. Without an expiry of its own: the row knows the limits, and they may change. */
export function sealSecret(sessionSecret: string): Promise<string> {
  return seal({ secret: sessionSecret });
}

async function seal(
  content:
    | { secret: string }
    | { ended: string }
    | { displacing: string }
    | { letter: Readonly<Record<string, string>> }
    | { [kind in SealedKind]?: object },
): Promise<string> {
  const [newest] = env().sessionSecrets;
  if (!newest) throw new Error('no sealing secret is configured');
  return sealData(content, { password: { [keyName(newest)]: newest }, ...forever });
}

async function open(cookie: string): Promise<Record<string, unknown>> {
  const password = Object.fromEntries(env().sessionSecrets.map((secret) => [keyName(secret), secret]));
  try {
    const content = await unsealData(cookie, { password, ...forever });
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
  } catch {
    // A malformed seal throws (docs/security.md F9). It is a wrong cookie, not a fault of ours.
    return {};
  }
}

/**
 * Opening a seal costs more than the query, and its result never changes: so it is remembered, from the SHA-256 of the
 * cookie to the hash of the session secret. Nothing in here opens a session, and the row still decides every time.
 */
const opened = new LRUCache<string, Buffer>({ max: 20_000 });

/** A sealed 43-character secret is about 290 characters; what is far longer is not opened at all. */
const longestCookie = 1024;

/** Undefined for every cookie that is not a whole seal of ours; never throws. */
export async function openSecretHash(cookie: string | undefined): Promise<Buffer | undefined> {
  if (!cookie || cookie.length > longestCookie) return undefined;
  const key = sha256(cookie).toString('base64');
  const known = opened.get(key);
  if (known) return known;
  const { secret } = await open(cookie);
  if (!looksLikeSecret(secret)) return undefined;
  const hash = hashOfSecret(secret);
  opened.set(key, hash);
  return hash;
}

/** Names the session that just ended in this browser, so that the sign-in page can say why. It opens nothing. */
export const endedCookieName = () => (secure() ? '__Host-ended-session' : 'ended-session');

const noteSeconds = 600;
/** For notes: what happened a while ago is no news any more. */
export const noteCookieOptions = (): CookieOptions => ({ ...cookieOptions(), maxAge: noteSeconds });

export const sealEndedSession = (sessionId: string): Promise<string> => seal({ ended: sessionId });

export async function openEndedSession(cookie: string | undefined): Promise<string | undefined> {
  if (!cookie || cookie.length > longestCookie) return undefined;
  const { ended } = await open(cookie);
  return typeof ended === 'string' ? ended : undefined;
}

/** Names the session whose beginning signed another device out, so that the pages after it can say which. It opens nothing. */
export const displacingCookieName = () => (secure() ? '__Host-displacing-session' : 'displacing-session');

export const sealDisplacingSession = (sessionId: string): Promise<string> => seal({ displacing: sessionId });

export async function openDisplacingSession(cookie: string | undefined): Promise<string | undefined> {
  if (!cookie || cookie.length > longestCookie) return undefined;
  const { displacing } = await open(cookie);
  return typeof displacing === 'string' ? displacing : undefined;
}

/** Carries a word about a mail from one page to the next, such as which address was written to. It opens nothing. */
export const letterCookieName = () => (secure() ? '__Host-letter' : 'letter');

export const sealLetter = (letter: Readonly<Record<string, string>>): Promise<string> => seal({ letter });

/** Unchecked; undefined for what is no seal of ours. */
export async function openLetter(cookie: string | undefined): Promise<unknown> {
  if (!cookie || cookie.length > 2 * longestCookie) return undefined;
  return (await open(cookie)).letter;
}

/** On the way to an account elsewhere: the way itself, a link that waits for its person, and a word about what became of it. */
export type ProviderCookie = 'way' | 'waiting-link' | 'provider-note';

export const providerCookieName = (kind: ProviderCookie) => (secure() ? `__Host-${kind}` : kind);

/** Whether in a cookie or in an address. */
type SealedKind = ProviderCookie | 'cookie-check' | 'no-cookies';

/** Under its kind: what was sealed as one is never read as another. */
export const sealAs = (kind: SealedKind, content: object): Promise<string> => seal({ [kind]: content });

/** What a browser keeps of one cookie. */
const longestOfAll = 4096;

/** Unchecked; undefined for what is no seal of ours. */
export async function openAs(kind: SealedKind, cookie: string | undefined): Promise<unknown> {
  if (!cookie || cookie.length > longestOfAll) return undefined;
  return (await open(cookie))[kind];
}
