/** The pages that anybody may open. Closed by default: what is not listed needs a session. Pure. */

const publicPages: ReadonlySet<string> = new Set([
  '/',
  '/sign-in',
  '/sign-up',
  '/unavailable',
  '/help/sessions',
  '/icon.svg',
  '/favicon.ico',
  '/robots.txt',
]);

export const isPublicPage = (pathname: string) => publicPages.has(pathname);
