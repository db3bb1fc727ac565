/** The pages that anyone may open. Closed by default: what is not listed needs a session. Pure. */

/** Their address holds a token that works once: it must not travel on in a Referer. */
const pagesOfLinks: ReadonlySet<string> = new Set([
  '/reset-password',
  '/verify-email',
  '/report-sign-in',
  '/undo-email-change',
  '/undo-deletion',
  '/invitation',
  '/cancel-factor-reset',
  '/finish-factor-reset',
  // A provider wrote a code into it.
  '/sign-in/callback/google',
  '/sign-in/callback/github',
]);

const publicPages: ReadonlySet<string> = new Set([
  ...pagesOfLinks,
  '/forgot-password',
  '/',
  '/sign-in',
  '/sign-in/second-factor',
  '/sign-in/lost-factor',
  '/sign-in/email-code',
  '/sign-in/with/google',
  '/sign-in/with/github',
  '/sign-up',
  '/unavailable',
  '/help/sessions',
  '/help/api',
  // Answers 404 in production, to anyone.
  '/dev/inbox',
  '/icon.svg',
  '/favicon.ico',
  '/robots.txt',
]);

/**
 * Addresses that standards name (RFC 8615) are asked for by machines, without a session: what is not there has to be a 404.
 * A password manager believes no answer of a server that sends it to a sign-in page instead.
 */
export const isWellKnown = (pathname: string) => pathname.startsWith('/.well-known/');

export const isPublicPage = (pathname: string) => publicPages.has(pathname) || isWellKnown(pathname);

export const isPageOfLink = (pathname: string) => pagesOfLinks.has(pathname);
