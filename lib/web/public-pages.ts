/** The pages that anybody may open. Closed by default: what is not listed needs a session. Pure. */

const publicPages: ReadonlySet<string> = new Set([
  '/',
  '/sign-in',
  '/sign-up',
  '/unavailable',
  '/help/sessions',
  // Answers 404 in production, to anybody.
  '/dev/inbox',
  '/icon.svg',
  '/favicon.ico',
  '/robots.txt',
]);

export const isPublicPage = (pathname: string) => publicPages.has(pathname);
