/** From the token in the header to its caller: the row decides, as for a cookie. */

import 'server-only';
import type { NextRequest } from 'next/server';
import { sourceOf } from '../../address';
import { env } from '../../config/env';
import { sha256 } from '../../crypto';
import type { PooledContext } from '../../flows/context';
import { checkProof } from '../../flows/token/check-proof';
import { noteUnproven } from '../../flows/token/note-unproven';
import { type ResumedBearer, resumeBearer } from '../../flows/token/resume-bearer';
import { askedInTime } from '../request/check-cookie';
import type { ShownToken } from './api-credentials';
import { endedToken, invalidProof, invalidToken } from './api-refusals';
import {
  closedToTokens,
  countWrongToken,
  forgetGoodToken,
  isGoodToken,
  nameOfToken,
  noteGoodToken,
} from './api-wrong-tokens';

export type ActiveToken = Extract<ResumedBearer, { kind: 'active' }>;

/** One statement for a good token. Throws when the database is away. */
export async function checkToken(
  ctx: PooledContext,
  request: NextRequest,
  shown: ShownToken,
  organization: { readonly slug: string } | undefined,
): Promise<ActiveToken | Response> {
  const hash = sha256(shown.token);
  const name = nameOfToken(shown.token);
  const closed = closedToTokens(ctx, name);
  if (closed) return closed;
  const asked = organization ? { organization } : {};
  // Anybody can make up what looks like a key: what was never good here waits for the others of its network.
  const turn = isGoodToken(name) ? hash : sha256(`network ${sourceOf(ctx.request?.ip)}`);
  const resumed = await askedInTime(ctx, turn, (pooled) => resumeBearer(pooled, shown.token, asked));
  if (resumed.kind !== 'active') forgetGoodToken(name);
  if (resumed.kind === 'ended') return (await countWrongToken(ctx)) ?? endedToken(resumed);
  if (resumed.kind === 'invalid') {
    // Every app shows one that is a little too old, before it asks for the next.
    const over = resumed.genuine ? undefined : await countWrongToken(ctx);
    return over ?? invalidToken(resumed.why);
  }
  noteGoodToken(name);
  return (await unproven(ctx, request, shown, resumed)) ?? resumed;
}

/** A token that is bound to a key counts with a proof of that key alone, no matter who shows it (RFC 9449 §7.1). */
async function unproven(
  ctx: PooledContext,
  { method, headers, nextUrl }: NextRequest,
  { scheme, token }: ShownToken,
  { proofKey, caller }: ActiveToken,
): Promise<Response | undefined> {
  if (!proofKey)
    return scheme === 'DPoP' ? invalidToken('it is bound to no key: send it as Bearer') : undefined;
  const family = { id: caller.session.id, userId: caller.user.id };
  if (scheme !== 'DPoP') {
    await noteUnproven(ctx, family);
    return invalidToken('it is bound to a key: send it as DPoP, with a proof');
  }
  const url = `${env().appUrl.origin}${nextUrl.pathname}`;
  const shown = { proof: headers.get('dpop'), method, url, token, boundTo: proofKey };
  const checked = await checkProof(ctx, shown);
  if (checked.ok) return undefined;
  await noteUnproven(ctx, family);
  return (await countWrongToken(ctx)) ?? invalidProof(checked.why);
}
