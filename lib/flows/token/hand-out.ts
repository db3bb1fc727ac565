/** Between the transaction that decided and the signature: what is signed afterwards, with nothing held. */

import type { Transaction } from '../../../db/client';
import type { AppClient } from '../../config/clients';
import type { PooledContext } from '../context';
import { databaseNow } from './database-now';
import { issueAccessToken, type TokenAnswer } from './issue-tokens';
import type { OAuthResult } from './oauth-fault';

export type HandedOut = {
  readonly id: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly refreshToken: string;
  readonly proofKey: string | null;
  readonly now: Date;
};

/** With the database's clock. */
export async function handOut(tx: Transaction, of: Omit<HandedOut, 'now'>): Promise<OAuthResult<HandedOut>> {
  return { ok: true, value: { ...of, now: await databaseNow(tx) } };
}

export async function signedAnswer(
  ctx: PooledContext,
  client: AppClient,
  { id, userId, scopes, refreshToken, proofKey, now }: HandedOut,
): Promise<TokenAnswer> {
  const of = { client, subject: userId, scopes, sessionId: id, proofKey, now };
  return { ...(await issueAccessToken(ctx, of)), refresh_token: refreshToken };
}
