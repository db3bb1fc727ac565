/** Where to go after signing in: back to the path that was refused, and never off this origin (ASVS 3.7.2). Pure. */

export const defaultPage = '/dashboard';

const longest = 2048;
const base = 'http://origin.invalid';

// A way back to these would act, loop, or show data without its page.
const notReturnable = /^\/(api|_next|sign-in|sign-up|step-up|unavailable)(\/|$)/i;

/**
 * Accepts a path with its query. Everything else becomes the default page: other origins in any spelling, control
 * characters, backslashes, API paths, the sign-in pages themselves, lists, and what is longer than 2048 characters.
 */
export function returnTo(next: unknown): string {
  if (typeof next !== 'string' || next.length > longest || !/^\/(?![/\\])/.test(next)) return defaultPage;
  // The URL parser drops tabs and line breaks and reads a backslash as a slash: what it would change is refused.
  if (/[\\\p{Cc}]/u.test(next) || !URL.canParse(next, base)) return defaultPage;
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith('//') || notReturnable.test(url.pathname))
    return defaultPage;
  return url.pathname + url.search;
}

export function signInPath(next: string | null): string {
  const target = returnTo(next);
  return next === null || target === defaultPage ? '/sign-in' : `/sign-in?next=${encodeURIComponent(target)}`;
}

export const secondFactorPath = (next: unknown): string => withNext('/sign-in/second-factor', next);
/** The same page, asking for the other kind of code. */
export const recoveryCodePath = (next: unknown): string => {
  const path = secondFactorPath(next);
  return `${path}${path.includes('?') ? '&' : '?'}with=recovery-code`;
};
export const lostFactorPath = (next: unknown): string => withNext('/sign-in/lost-factor', next);
export const emailCodePath = (next: unknown): string => withNext('/sign-in/email-code', next);

/** The sign-in page, which says that this browser keeps no cookies; `note` is what makes it believe that. */
export const noCookiesPath = (next: string, note: string): string => {
  const path = signInPath(next);
  return `${path}${path.includes('?') ? '&' : '?'}cookies=${encodeURIComponent(note)}`;
};

function withNext(path: string, next: unknown): string {
  const target = returnTo(next);
  return target === defaultPage ? path : `${path}?next=${encodeURIComponent(target)}`;
}

/** Where a second factor is set up; the page knows the way back. */
export const securityPath = (next: string) => withNext('/settings/security', next);

/** `purpose` is a word from a closed list: the page that asks shows no text from an address. */
export const stepUpPath = (next: string, purpose?: string) =>
  `/step-up?next=${encodeURIComponent(returnTo(next))}${purpose ? `&for=${purpose}` : ''}`;
