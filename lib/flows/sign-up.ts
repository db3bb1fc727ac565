/** Signing up: a new account and its first session, or neither. */

import { commonPasswords } from '../account/common-passwords';
import { hashPassword } from '../account/password-hash';
import { normalisePassword, type PasswordFault, passwordFault } from '../account/password-rules';
import { createAccount } from '../account/store';
import { sourceOf } from '../address';
import { product } from '../config/product';
import type { DeviceEvidence } from '../device';
import { spend } from '../rate-limit/limits';
import { ok, type Result, refused } from '../result';
import { type Begun, beginSession } from './begin-session';
import type { AnonymousContext, Caller } from './context';
import { record } from './record';

export type SignUpInput = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly evidence?: DeviceEvidence;
  readonly carried?: Caller;
};

type Refusal = PasswordFault | 'email_taken' | 'rate_limited';

export async function signUp(
  ctx: AnonymousContext,
  input: SignUpInput,
): Promise<Result<Begun & { userId: string }, Refusal>> {
  const password = normalisePassword(input.password);
  const context = [product.name, input.name, input.email.split('@')[0] ?? ''];
  const fault = passwordFault(password, ctx.policy, commonPasswords(), context);
  if (fault) return refused(fault);

  const spent = await spend(ctx, 'sign_up', sourceOf(ctx.request?.ip));
  if (!spent.ok) return refused('rate_limited', spent.retryAfterSeconds);

  const passwordHash = await hashPassword(password);
  const { name, email, evidence, carried } = input;
  return ctx.db.transaction(async (tx) => {
    const account = await createAccount(tx, { name, email, passwordHash });
    if (!account) return refused('email_taken');
    await record(ctx, tx, {
      event: 'user_created',
      outcome: 'success',
      actorId: account.id,
      userId: account.id,
    });
    const begun = await beginSession(ctx, tx, { userId: account.id, remembered: false, evidence, carried });
    return ok({ ...begun, userId: account.id });
  });
}
