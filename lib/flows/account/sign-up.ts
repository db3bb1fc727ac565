/** Signing up: an account that holds nothing until its address is confirmed. A known address gets the same answer, and a mail that says so. */

import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../../db/client';
import { isReserved } from '../../account/email-changes';
import { removeAccount } from '../../account/leaving';
import { hashPassword } from '../../account/password-hash';
import { normalisePassword } from '../../account/password-rules';
import { addSignUp } from '../../account/sign-ups';
import { createAccount, findAccount } from '../../account/store';
import { sourceOf } from '../../address';
import { queueMail } from '../../mail/outbox';
import { giveBack, spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import { mailKey } from '../steps/keys';
import { mailOrigin } from '../steps/mail-origin';
import { type NewPasswordFault, newPasswordFault } from '../steps/new-password';
import { record } from '../steps/record';

export type SignUpInput = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
};

type Refusal = NewPasswordFault | 'rate_limited';

/**
 * The same answer, and as good as the same work, for every address (ASVS 6.3.8). Nobody is signed in by it. The id names
 * this try for sending its mail again; for an address that has an account it names nothing.
 */
export async function signUp(
  ctx: AnonymousContext,
  input: SignUpInput,
): Promise<Result<{ signUpId: string }, Refusal>> {
  const source = sourceOf(ctx.request?.ip);
  const spent = await spend(ctx, 'sign_up', source);
  if (!spent.ok) return refused('rate_limited', spent.retryAfterSeconds);
  const password = normalisePassword(input.password);
  const fault = await newPasswordFault(ctx, password, input);
  if (fault) {
    await giveBack(ctx, 'sign_up', source);
    return refused(fault);
  }
  const passwordHash = await hashPassword(password);
  const mayWrite = (await spend(ctx, 'mail_to_address', mailKey(input.email))).ok;
  return inTransaction(ctx, async (tx) => {
    const added = await addTry(ctx, tx, { ...input, passwordHash });
    if (mayWrite) await sendAnswer(ctx, tx, input, added);
    return ok({ signUpId: added?.signUpId ?? randomUUID() });
  });
}

type Try = { name: string; email: string; passwordHash: string };

type Added = { readonly userId: string; readonly signUpId: string };

/** Undefined for an address that has an account already, or whose person can still take it back. */
async function addTry(ctx: AnonymousContext, tx: Transaction, attempt: Try): Promise<Added | undefined> {
  const { name, email, passwordHash } = attempt;
  const created = await createAccount(tx, { name, email, passwordHash });
  // Afterwards: the row may have had to wait for the very change that gave the address free.
  if (await isReserved(tx, email, ctx.policy.emailChangeUndoPeriod)) {
    if (created) await removeAccount(tx, created.id);
    return undefined;
  }
  const account = created ?? (await findAccount(tx, { email }));
  if (!account) return undefined;
  await record(ctx, tx, {
    event: created ? 'user_created' : 'sign_up_repeated',
    outcome: 'success',
    userId: account.id,
  });
  const confirmed = 'emailVerifiedAt' in account && account.emailVerifiedAt !== null;
  if (confirmed) return undefined;
  const { id: userId } = account;
  return { userId, signUpId: await addSignUp(tx, { userId, name, passwordHash }) };
}

async function sendAnswer(
  ctx: AnonymousContext,
  tx: Transaction,
  { email }: SignUpInput,
  added: Added | undefined,
): Promise<void> {
  const origin = mailOrigin(ctx);
  if (!added) return queueMail(tx, { kind: 'already_registered', recipient: email, facts: origin });
  const { userId, signUpId } = added;
  const facts = { ...origin, signUpId };
  await queueMail(tx, { kind: 'confirm_email', recipient: email, userId, facts });
}
