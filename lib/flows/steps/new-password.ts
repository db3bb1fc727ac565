/** Whether a person may take this password: the same rules at sign-up, change and reset. */

import { isBreached } from '../../account/breached';
import { commonPasswords } from '../../account/common-passwords';
import { hashPassword } from '../../account/password-hash';
import { normalisePassword, type PasswordFault, passwordFault } from '../../account/password-rules';
import { env } from '../../config/env';
import { product } from '../../config/product';
import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';

export type NewPasswordFault = PasswordFault | 'breached';

/** Expects a normalised password. `whose`: words about the person that it must not consist of. */
export async function newPasswordFault(
  ctx: AnonymousContext,
  password: string,
  whose: { readonly name: string; readonly email: string },
): Promise<NewPasswordFault | undefined> {
  const context = [product.name, whose.name, whose.email];
  const fault = passwordFault(password, ctx.policy, commonPasswords(), context);
  if (fault) return fault;
  const list = { url: env().breachListUrl, timeout: ctx.policy.breachLookupTimeout };
  return (await isBreached(password, list)) ? 'breached' : undefined;
}

/** The hash of a password that the account may take. Changes nothing. */
export async function hashNewPassword(
  ctx: AnonymousContext,
  typed: string,
  whose: { readonly name: string; readonly email: string },
): Promise<Result<string, NewPasswordFault>> {
  const password = normalisePassword(typed);
  const fault = await newPasswordFault(ctx, password, whose);
  return fault ? refused(fault) : ok(await hashPassword(password));
}
