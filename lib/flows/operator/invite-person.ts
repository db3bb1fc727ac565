/** An operator lets somebody in: an account that holds nothing until its person follows the mailed link and chooses a password. */

import type { Transaction } from '../../../db/client';
import { isReserved } from '../../account/email-changes';
import { removeAccount } from '../../account/leaving';
import { longestName } from '../../account/name';
import { stateOf } from '../../account/state';
import { createAccount, type LockedAccount, lockByEmail, setName } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import { revokeTokens } from '../../one-time-token/store';
import { ok, type Result, refused } from '../../result';
import { normaliseEmail } from '../../typed/email';
import { fittingName } from '../../typed/name';
import { type AnonymousContext, inTransaction } from '../context';
import { passwordOfNobody } from '../steps/claim-address';
import { record } from '../steps/record';

const by = { outcome: 'success', reason: 'operator' } as const;

export type InviteRefusal = 'already_open' | 'address_reserved';

/** Again for somebody who hasn't answered: the new link replaces the old one. Without a name, the part before the @ is one. */
export async function invitePerson(
  ctx: AnonymousContext,
  input: { readonly email: string; readonly name?: string },
): Promise<Result<{ again: boolean }, InviteRefusal>> {
  const email = normaliseEmail(input.email);
  const name = fittingName(input.name ?? '', longestName) ?? email.split('@')[0] ?? email;
  const passwordHash = await passwordOfNobody();
  return inTransaction(ctx, async (tx): Promise<Result<{ again: boolean }, InviteRefusal>> => {
    const created = await createAccount(tx, { email, name, passwordHash, hasPassword: false });
    // Afterwards: the row may have had to wait for the very change that gave the address free.
    if (await isReserved(tx, email, ctx.policy.emailChangeUndoPeriod)) {
      if (created) await removeAccount(tx, created.id);
      return refused('address_reserved');
    }
    const waiting = created ? undefined : await waitingOf(tx, email);
    const userId = created?.id ?? waiting?.id;
    if (userId === undefined) return refused('already_open');
    if (waiting) await setName(tx, userId, nameFor(waiting, input.name, name));
    await revokeTokens(tx, userId, ['invitation']);
    if (created) await record(ctx, tx, { event: 'user_created', ...by, userId });
    await record(ctx, tx, { event: 'user_invited', ...by, userId });
    await queueMail(tx, { kind: 'invitation', recipient: email, userId, facts: {} });
    return ok({ again: !created });
  });
}

/** Held, so that nobody confirms it in the meantime. */
async function waitingOf(tx: Transaction, email: string): Promise<LockedAccount | undefined> {
  const account = await lockByEmail(tx, email);
  return account && stateOf(account) === 'unconfirmed' ? account : undefined;
}

/** Where there is a password a stranger may have signed up, and chosen the name; otherwise it's that of an earlier invitation. */
const nameFor = (waiting: LockedAccount, given: string | undefined, name: string): string =>
  given === undefined && !waiting.hasPassword ? waiting.name : name;
