/** Whether a request that changes something comes from our own pages (ASVS 3.5.1). Pure; fails closed. */

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isUnsafe = (method: string) => !safeMethods.has(method.toUpperCase());

/**
 * `Origin` must be ours to the letter, scheme and port included; Next compares neither. `Sec-Fetch-Site` must say
 * same-origin. One of the two has to be there: a browser sends them, so who sends none is no page of ours.
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>, appOrigin: string): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (origin === null && site === null) return false;
  if (origin !== null && origin !== appOrigin) return false;
  return site === null || site === 'same-origin';
}

/** A page elsewhere that reads our JSON, by script or by tag. */
export const isCrossSiteRead = (headers: Pick<Headers, 'get'>) =>
  headers.get('sec-fetch-site') === 'cross-site';

/** The browser itself goes there, in a tab of its own: neither a script nor a tag nor a frame of another page. */
export const isNavigation = (headers: Pick<Headers, 'get'>) =>
  headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
