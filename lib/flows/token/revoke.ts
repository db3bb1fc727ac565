/** An app signs itself out: any token of its family ends it, with everything that belongs to it (RFC 7009). */

import type { Client } from '../../config/clients';
import { tokenKindOf } from '../../opaque-token';
import { holdFamily } from '../../session/app';
import { endSession } from '../../session/end';
import { verifyCompact } from '../../signing-key/ring';
import { accessTokenType, parseAccessClaims } from '../../token-family/access-token';
import { familyOfToken } from '../../token-family/refresh';
import { inTransaction, type PooledContext } from '../context';
import { record, sessionEnds } from '../steps/record';

/** The family that a token belongs to, an access token also when it has expired. */
async function familyOf(ctx: PooledContext, token: string): Promise<string | undefined> {
  if (tokenKindOf(token) === 'ref') return familyOfToken(ctx.db, token);
  return parseAccessClaims(await verifyCompact(ctx, accessTokenType, token))?.sid;
}

/** Nothing happens for what is unknown, over, or another app's; and nobody is told which (§2.2). */
export async function revokeToken(
  ctx: PooledContext,
  { client, token }: { readonly client: Client; readonly token: string },
): Promise<void> {
  const id = await familyOf(ctx, token);
  if (!id) return;
  await inTransaction(ctx, async (tx) => {
    const family = await holdFamily(tx, id, ctx.policy);
    if (!family || family.over || family.clientId !== client.id) return;
    const by = { userId: family.userId, sessionId: id };
    const ended = await endSession(tx, { id, userId: family.userId }, 'signed_out', by);
    if (ended) await record(ctx, tx, ...sessionEnds([ended], family.userId));
  });
}
