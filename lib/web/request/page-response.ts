/** How a page request goes on from the gate: passed on, redirected, or unavailable; each with a policy and nonce of its own. */

import 'server-only';
import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { env } from '../../config/env';
import { unavailableRetrySeconds } from '../guards/problem';
import { noteStage } from '../server/request-stage';
import { askedPathHeader } from './current-session';
import { handOffHeader } from './hand-off';
import { isPageOfLink, isWellKnown } from './public-pages';
import { askedPath } from './request-info';
import { contentSecurityPolicy } from './security-headers';

export class PageResponse {
  private readonly nonce = randomBytes(16).toString('base64');
  private readonly policy = contentSecurityPolicy(this.nonce, {
    development: !env().production,
    https: env().appUrl.protocol === 'https:',
  });

  constructor(private readonly request: NextRequest) {}

  passOn(handOff?: string): NextResponse {
    noteStage('admitted');
    return this.finish(NextResponse.next({ request: { headers: this.forwarded(handOff) } }));
  }

  redirect(path: string): NextResponse {
    return this.finish(NextResponse.redirect(new URL(path, env().appUrl), 303));
  }

  /** The cookie is left alone: being unable to ask is never "signed out". */
  unavailable(): NextResponse {
    const rewritten = NextResponse.rewrite(new URL('/unavailable', this.request.url), {
      status: 503,
      request: { headers: this.forwarded() },
    });
    rewritten.headers.set('Retry-After', String(unavailableRetrySeconds));
    return this.finish(rewritten);
  }

  /** What the client sent under our own names is dropped or overwritten here. */
  private forwarded(handOff?: string): Headers {
    const headers = new Headers(this.request.headers);
    headers.set('x-nonce', this.nonce);
    headers.set('content-security-policy', this.policy);
    headers.set(askedPathHeader, askedPath(this.request));
    if (handOff) headers.set(handOffHeader, handOff);
    else headers.delete(handOffHeader);
    return headers;
  }

  private finish(response: NextResponse): NextResponse {
    response.headers.set('Content-Security-Policy', this.policy);
    if (isPageOfLink(this.request.nextUrl.pathname)) response.headers.set('Referrer-Policy', 'no-referrer');
    // Those are routes, and each says itself how long it may be kept.
    if (!isWellKnown(this.request.nextUrl.pathname))
      response.headers.set('Cache-Control', 'private, no-cache, no-store, max-age=0, must-revalidate');
    return response;
  }
}
