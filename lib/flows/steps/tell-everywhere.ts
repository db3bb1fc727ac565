/** Mail to every address of an account, including those it can still be given back to: a person who is robbed may read only one of them. */

import type { Transaction } from '../../../db/client';
import { undoableAddresses } from '../../account/email-changes';
import type { Account } from '../../account/store';
import type { Mail } from '../../mail/kinds';
import { queueMail } from '../../mail/outbox';
import type { AnonymousContext } from '../context';

type Addressed = Pick<Account, 'id' | 'email'>;

export async function addressesOf(
  ctx: AnonymousContext,
  tx: Transaction,
  { id, email }: Addressed,
): Promise<string[]> {
  const older = await undoableAddresses(tx, id, ctx.policy.emailChangeUndoPeriod);
  return [...new Set([email, ...older])];
}

/** The same mail to each of them (docs/security.md G5, J9). */
export async function tellEverywhere(
  ctx: AnonymousContext,
  tx: Transaction,
  account: Addressed,
  letter: (to: { recipient: string; userId: string }) => Mail,
): Promise<void> {
  for (const recipient of await addressesOf(ctx, tx, account))
    await queueMail(tx, letter({ recipient, userId: account.id }));
}
