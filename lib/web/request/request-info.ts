/** What the product notes about a request: its id, where it came from, and with which browser. */

import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NextRequest } from 'next/server';
import { database } from '../../../db/client';
import { clientAddress } from '../../address';
import type { Origin } from '../../audit/append';
import { env } from '../../config/env';
import type { PooledContext } from '../../flows/context';
import { lineOf, ofNetwork } from '../guards/shares';
import { peerHeader, requestIdHeader, requestKindHeader, requestUrlHeader } from '../server/node-request';
import { schemeHeader } from '../server/own-host';

const longestUserAgent = 512;

/** Address and browser are worked out when somebody asks: most requests write nothing down. */
function requestInfo(headers: Pick<Headers, 'get'>): Origin {
  return {
    id: headers.get(requestIdHeader) ?? randomUUID(),
    get ip() {
      return clientAddress(headers.get('x-forwarded-for'), headers.get(peerHeader), env().trustedProxyHops);
    },
    get userAgent() {
      return (
        headers
          .get('user-agent')
          ?.replace(/\p{Cc}/gu, '')
          .slice(0, longestUserAgent) || null
      );
    },
  };
}

export function anonymousContext(headers: Pick<Headers, 'get'>): PooledContext & { request: Origin } {
  const request = requestInfo(headers);
  const db = ofNetwork(database(), request);
  return { db, policy: env().policy, request, inLineOf: (account) => lineOf(db, account) };
}

/**
 * The person came over plain http although the product lives on https (ASVS 12.2.1). On a host that does not stamp requests
 * the proxy's own word is all there is.
 */
export function cameOverPlainHttp(headers: Pick<Headers, 'get'>): boolean {
  const { appUrl, trustedProxyHops } = env();
  const scheme = headers.get(schemeHeader) ?? headers.get('x-forwarded-proto');
  return appUrl.protocol === 'https:' && trustedProxyHops > 0 && scheme === 'http';
}

/** What the person asked for, to the letter where the server saw it; used only through `returnTo`. */
export function askedPath({ headers, nextUrl }: NextRequest): string {
  const exact = headers.get(requestUrlHeader);
  return exact && headers.get(requestKindHeader) === 'document' ? exact : nextUrl.pathname + nextUrl.search;
}
