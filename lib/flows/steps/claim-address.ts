/** An account for a person whose provider vouches for their address: a new one, or the one that nobody confirmed. */

import type { Transaction } from '../../../db/client';
import { isReserved } from '../../account/email-changes';
import { removeAccount } from '../../account/leaving';
import { longestName } from '../../account/name';
import { hashPassword } from '../../account/password-hash';
import { claimAccount } from '../../account/sign-ups';
import { stateOf } from '../../account/state';
import { createAccount, findAccount, lockIfThere } from '../../account/store';
import { isOn } from '../../config/features';
import type { Claim } from '../../identity/claim';
import { addIdentity } from '../../identity/store';
import { newSecret } from '../../secret';
import { canonicalEmail } from '../../typed/email';
import { fittingName } from '../../typed/name';
import type { AnonymousContext } from '../context';
import { proveAddress } from './prove-address';
import { record } from './record';
import { rememberBrowser } from './remember-browser';

/** A claim whose address is verified, spelled as accounts here are found. */
export type Claimed = Omit<Claim, 'emailVerified' | 'emailCurrent'>;

/** Undefined where the provider has not made sure of the address, or it is none. */
export function claimedBy({ emailVerified, emailCurrent: _today, ...said }: Claim): Claimed | undefined {
  // Without blanks around it, and else as it stands: what is mended in an address that someone types would be another
  // address than the provider vouches for.
  const email = canonicalEmail(said.email.trim());
  if (!emailVerified || email === undefined) return undefined;
  return { ...said, email, name: nameOf(said.name, email) };
}

/** What the provider calls the person, as a name here may be; otherwise the part of the address before the @. */
const nameOf = (text: string, email: string): string =>
  fittingName(text, longestName) ?? email.split('@')[0] ?? email;

/** Of random bytes that nobody keeps: trying a password gets the answer for a wrong one, in the same time. */
export const passwordOfNobody = (): Promise<string> => hashPassword(newSecret());

/**
 * The id of an account that is this person's alone from now on. Undefined where the address, or the account elsewhere, has one.
 * `open`: whether anyone may sign up; otherwise only people who were invited, or began before, come in.
 */
export async function newcomerBy(
  ctx: AnonymousContext,
  tx: Transaction,
  claimed: Claimed & { readonly passwordHash: string },
  deviceHash: Buffer | undefined,
  open = isOn('openSignUp'),
): Promise<string | 'address_reserved' | undefined> {
  const { provider, subject, email, name, passwordHash } = claimed;
  const created = open
    ? await createAccount(tx, { email, name, passwordHash, hasPassword: false })
    : undefined;
  // Afterwards: the row may have had to wait for the very change that gave the address free.
  if (await isReserved(tx, email, ctx.policy.emailChangeUndoPeriod)) {
    if (created) await removeAccount(tx, created.id);
    return 'address_reserved';
  }
  const userId = created?.id ?? (await unconfirmedOf(tx, email));
  if (userId === undefined) return undefined;
  if (!(await addIdentity(tx, { userId, provider, subject, email }))) {
    if (created) await removeAccount(tx, userId);
    return undefined;
  }
  await claimAccount(tx, userId, { name, passwordHash });
  await proveAddress(tx, { id: userId, email }, deviceHash);
  await rememberBrowser(ctx, tx, userId, deviceHash);
  const who = { outcome: 'success', actorId: userId, userId } as const;
  if (created) await record(ctx, tx, { event: 'user_created', ...who });
  await record(ctx, tx, { event: 'user_confirmed', ...who });
  await record(ctx, tx, { event: 'identity_linked', ...who, data: { provider } });
  return userId;
}

/** Someone signed up with the address and nobody confirmed it. Held, so that nobody confirms it in the meantime. */
async function unconfirmedOf(tx: Transaction, email: string): Promise<string | undefined> {
  const found = await findAccount(tx, { email });
  const account = found && (await lockIfThere(tx, found.id));
  if (account?.email !== email || account.passwordResetRequiredAt) return undefined;
  return stateOf(account) === 'unconfirmed' ? account.id : undefined;
}
