/** Whether a request that changes something comes from our own pages (ASVS 3.5.1). Pure; fails closed. */

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isUnsafe = (method: string) => !safeMethods.has(method.toUpperCase());

/**
 * A page under `Referrer-Policy: no-referrer` makes browsers without scripts post its form with `Origin: null`, and a proxy
 * may set that policy on all of them. The browser then still vouches for it by Sec-Fetch-Site, which no page can set: for a
 * sandboxed frame, a `data:` page and a redirect over another site it says `cross-site`.
 */
export const isVouchedFor = (origin: unknown, site: unknown) => origin === 'null' && site === 'same-origin';

/**
 * `Origin` must be ours to the letter, scheme and port included; Next compares neither. `Sec-Fetch-Site` must say
 * same-origin. One of the two has to be there: browsers send them, so a request without either is not from our pages.
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>, appOrigin: string): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (isVouchedFor(origin, site)) return true;
  if (origin === null && site === null) return false;
  if (origin !== null && origin !== appOrigin) return false;
  return site === null || site === 'same-origin';
}

/** A browser sends it for some page; programs say neither of the two. */
export const isFromPage = (headers: Pick<Headers, 'get'>) =>
  headers.get('origin') !== null || (headers.get('sec-fetch-site') ?? 'none') !== 'none';

/** A page elsewhere that reads our JSON, by script or by tag. */
export const isCrossSiteRead = (headers: Pick<Headers, 'get'>) =>
  headers.get('sec-fetch-site') === 'cross-site';

/** The browser itself goes there, in a tab of its own: neither a script nor a tag nor a frame of another page. */
export const isNavigation = (headers: Pick<Headers, 'get'>) =>
  headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';

/** Someone looks at the answer in a browser. Those from before Sec-Fetch-Mode are known by asking for HTML. */
export function isShown(headers: Pick<Headers, 'get'>): boolean {
  const mode = headers.get('sec-fetch-mode');
  return mode === null ? (headers.get('accept') ?? '').includes('text/html') : mode === 'navigate';
}
