/** What the sample of a command line says. Pure. */

import { isEndReason } from '../lib/session/reasons';
import { endWords } from '../lib/words/reasons';

export const cliUsage = [
  'Use: npm run cli-sample -- <command>',
  '',
  '  sign-in           shows a code to type in a browser; --browser comes back from a page instead',
  '  me                who is signed in',
  '  projects [slug]   the projects of one organization, or of all of yours', // only: sample
  '  sign-out          ends the sign-in; --forget here alone, where the server is away',
  '',
  'The server is the one that APP_URL names, or http://localhost:3000.',
].join('\n');

/** `reason`: as the server gave it, or a word of the client's own. */
export function signedOutWords(reason: string): string {
  const again = 'Sign in: npm run cli-sample -- sign-in';
  if (reason === 'not_signed_in') return `You are not signed in. ${again}`;
  if (reason === 'signed_out') return `You signed out. ${again}`;
  if (isEndReason(reason)) return `You were signed out: ${endWords(reason, {})}. ${again}`;
  return `The server no longer knows this sign-in. ${again}`;
}

const refusals: Readonly<Record<string, string>> = {
  access_denied: 'The sign-in was refused in the browser.',
  expired_token: 'The code has expired. Begin again.',
  slow_down: 'Too many codes were asked for from here. Wait a while, and begin again.',
  invalid_client: 'The server does not know this command line. Is its name in lib/config/clients.ts?',
};

export const refusalWords = ({ code, message }: { code: string; message: string }): string =>
  refusals[code] ?? `${message} (${code})`;

/** A problem document of the API (RFC 9457). */
export function problemWords({ status, headers }: Response, body: Readonly<Record<string, unknown>>): string {
  const wait = headers.get('retry-after');
  const title =
    typeof body.title === 'string' ? body.title : 'The server answered in a way that nobody expected.';
  const page = typeof body.page === 'string' ? ` Do it in a browser: ${body.page}` : '';
  return `${title} (${status})${wait ? ` Try again in ${wait} seconds.` : ''}${page}`;
}
