/** A family ends because somebody shows what was spent, or because it was found in public: the thief and the app cannot be told apart, so neither goes on (RFC 9700 §4.14.2). */

import type { Transaction } from '../../../db/client';
import { findAccount } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import type { HeldFamily } from '../../session/app';
import { endSession } from '../../session/end';
import type { AnonymousContext } from '../context';
import { mailOrigin } from './mail-origin';
import { record, sessionEnds } from './record';

/**
 * `what`: which token it was. Nobody is told twice. The account is read and not held: who holds it may be waiting for the family's
 * row, which is held here.
 */
export async function endForReuse(
  ctx: AnonymousContext,
  tx: Transaction,
  family: HeldFamily,
  what: 'refresh_token' | 'leaked_refresh_token' | 'authorization_code' | 'device_code',
): Promise<void> {
  const { id: sessionId, userId } = family;
  const about = { userId, sessionId, data: { what, client: family.clientId } };
  const ended = await endSession(tx, { id: sessionId, userId }, 'token_reuse');
  await record(ctx, tx, { event: 'authn_token_reuse', outcome: 'failure', ...about });
  if (!ended) return;
  await record(ctx, tx, ...sessionEnds([ended]));
  const account = await findAccount(tx, { id: userId });
  if (!account) return;
  // Where the finder is says nothing about who has it.
  const { place } = what === 'leaked_refresh_token' ? {} : mailOrigin(ctx);
  const facts = { app: family.name, ...(place ? { place } : {}) };
  await queueMail(tx, { kind: 'token_reused', recipient: account.email, userId, facts });
}
