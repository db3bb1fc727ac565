/** What a request to the API comes with: a cookie or a token, and never both, or nobody could say whose request it is. */

import 'server-only';
import type { NextRequest } from 'next/server';
import { heldCookies } from '../cookies/support-cookie';
import { invalidToken, tokenInAddress, withoutCredentials } from './api-refusals';
import { problem } from './problem';

export type ShownToken = { readonly scheme: 'Bearer' | 'DPoP'; readonly token: string };

export type ApiCredentials =
  | { readonly kind: 'cookie' }
  | ({ readonly kind: 'token' } & ShownToken)
  | { readonly kind: 'refused'; readonly answer: () => Response };

const refusedAs = (answer: () => Response): ApiCredentials => ({ kind: 'refused', answer });

/** Another scheme is the business of something in front of us, such as a staging site's password. */
const scheme = /^(bearer|dpop)(?:$| +(.*)$)/i;
const tokenShape = /^[\w.~+/-]+=*$/;

export async function shownCredentials(request: NextRequest): Promise<ApiCredentials> {
  if (request.nextUrl.searchParams.has('access_token')) return refusedAs(tokenInAddress);
  const [, asked, token = ''] = scheme.exec(request.headers.get('authorization')?.trim() ?? '') ?? [];
  const { session, support } = await heldCookies(request.cookies);
  const cookie = Boolean(session) || support !== undefined;
  if (asked && cookie) return refusedAs(() => problem('two_credentials'));
  if (cookie) return { kind: 'cookie' };
  if (!asked) return refusedAs(withoutCredentials);
  if (!tokenShape.test(token)) return refusedAs(() => invalidToken('there is no token in the header'));
  return { kind: 'token', scheme: asked.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token };
}
