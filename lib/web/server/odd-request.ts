/** Requests that no page of ours and no browser sends, recognised by their head alone. Pure. */

import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state';
import { longestActionBody, longestApiBody } from '../../config/body-limits';
import type { ProblemCode } from '../guards/problem';

type Head = {
  readonly method?: string;
  readonly url?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

export type Oddity = { readonly code: ProblemCode; readonly allow?: string };

export function oddityOf(head: Head): Oddity | undefined {
  const [path = ''] = (head.url ?? '').split('?');
  const plain = decoded(path);
  if (plain === undefined) return { code: 'invalid' };
  if (isInternal(plain)) return { code: 'not_found' };
  const allow = allowedAt(path);
  if (!allow.includes(head.method ?? '')) return { code: 'method_not_allowed', allow: allow.join(', ') };
  if (!isRouterState(head.headers['next-router-state-tree'])) return { code: 'invalid' };
  const longest = isApi(path) ? longestApiBody : longestActionBody;
  if (Number(head.headers['content-length'] ?? 0) > longest) return { code: 'too_large' };
  if (head.method === 'POST' && !isApi(path) && !isActionType(head.headers)) return { code: 'unsupported' };
  return undefined;
}

export const isApi = (path: string) => path.startsWith('/api/');

/** Signs that stand in no address of ours and that one layer reads differently from the next. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const ambiguous = /[\u0000-\u001f\u007f\\]/;

/** The path that the address means; undefined if it cannot be decoded. */
function decoded(path: string): string | undefined {
  if (!path.startsWith('/') || /[^\u0021-\u007e]/.test(path)) return undefined;
  try {
    const plain = decodeURIComponent(path);
    return ambiguous.test(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}

/** Next's pages about its own failures have addresses of their own, and answer there with 500. */
const isInternal = (plain: string) => /^\/+_(?!next\/)/.test(plain);

const apiMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const pageMethods = ['GET', 'HEAD', 'POST'];
const fileMethods = ['GET', 'HEAD'];

function allowedAt(path: string): readonly string[] {
  if (isApi(path)) return apiMethods;
  return isFile(path) ? fileMethods : pageMethods;
}

/** No page has a dot in its name. */
export const isFile = (path: string) => path.startsWith('/_next/') || /\.[^/]*$/.test(path);

/** Next's own reading of its own header, so that the two cannot disagree. */
function isRouterState(tree: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(tree);
    return true;
  } catch {
    return false;
  }
}

/** A post to a page is an action: from a script, or as the form of a browser without scripts. */
function isActionType(headers: Head['headers']): boolean {
  const type = String(headers['content-type'] ?? '');
  if (headers['next-action'] !== undefined) return !type.startsWith('application/x-www-form-urlencoded');
  return type.startsWith('multipart/form-data');
}
