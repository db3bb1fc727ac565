/**
 * Signing in with an account elsewhere. It is known by the provider's own id for the person. An address links nothing by
 * itself: anyone who has an account here already signs in to it first (docs/security.md J12).
 */

import type { Transaction } from '../../../db/client';
import { opensToSignIn, stateOf } from '../../account/state';
import { type Account, findAccount, lockAccount } from '../../account/store';
import { sourceOf } from '../../address';
import { isOn } from '../../config/features';
import type { Claim } from '../../identity/claim';
import { findIdentity, noteIdentityUse } from '../../identity/store';
import { giveBack, spend } from '../../rate-limit/limits';
import { ok, type Refused, type Result, refused } from '../../result';
import { type AnonymousContext, concerning, inTransaction } from '../context';
import { type Claimed, claimedBy, newcomerBy, passwordOfNobody } from '../steps/claim-address';
import { record } from '../steps/record';
import { sendWayIn } from '../steps/send-way-in';
import { afterFirstFactor } from './after-first-factor';
import type { Arrival } from './arrival';
import { closedBy } from './closed-by';
import type { SignedIn } from './establish-session';

export type SignInWithInput = Arrival & { readonly claim: Claim };

export type SignInWithRefusal =
  | 'second_factor_needed'
  | 'address_unverified'
  | 'address_not_current'
  | 'address_reserved'
  | 'account_exists'
  | 'not_invited'
  | 'account_closed'
  | 'rate_limited';

/** `pending` as in sign-in; `accountId` and `email`: with which account it may be connected once that is signed in to. */
export type SignInWithResult = Result<SignedIn, SignInWithRefusal> & {
  readonly pending?: string;
  readonly waiting?: { readonly userId: string; readonly email: string };
};

/** Everything that a callback changes is one transaction; of two callbacks at once one makes the account. */
export async function signInWith(ctx: AnonymousContext, input: SignInWithInput): Promise<SignInWithResult> {
  const identity = await findIdentity(ctx.db, input.claim);
  if (identity) return open(concerning(ctx, identity.userId), input, identity.userId);
  const claimed = claimedBy(input.claim);
  if (!claimed) return refused('address_unverified');
  // It may be someone else's by now, who would find it taken; nor does it tell whether there is an account.
  if (!input.claim.emailCurrent) return refused('address_not_current');
  const source = sourceOf(ctx.request?.ip);
  const spent = await spend(ctx, 'sign_up', source);
  if (!spent.ok) return refused('rate_limited', spent.retryAfterSeconds);
  const passwordHash = await passwordOfNobody();
  const own = concerning(ctx, claimed.email);
  const result = await inTransaction(own, async (tx) => arrive(own, tx, input, { ...claimed, passwordHash }));
  if (!result.made) await giveBack(ctx, 'sign_up', source);
  return settled(ctx, result);
}

/** What a transaction came to; what it has to say about a closed account is said after it. */
type Outcome = { readonly result: SignInWithResult; readonly closed?: Account; readonly made?: true };

async function settled(ctx: AnonymousContext, { result, closed }: Outcome): Promise<SignInWithResult> {
  return closed ? refuseClosed(ctx, closed) : result;
}

const open = async (ctx: AnonymousContext, input: SignInWithInput, userId: string) =>
  settled(ctx, await inTransaction(ctx, (tx) => begin(ctx, tx, input, userId)));

/** Nobody signs in with this yet: an account is made, or claimed, or there is one that has to be signed in to first. */
async function arrive(
  ctx: AnonymousContext,
  tx: Transaction,
  input: SignInWithInput,
  claimed: Claimed & { readonly passwordHash: string },
): Promise<Outcome> {
  const userId = await newcomerBy(ctx, tx, claimed, input.deviceHash);
  if (userId === 'address_reserved') return { result: refused(userId) };
  if (userId) return { ...(await begin(ctx, tx, input, userId)), made: true };
  // A callback at the same moment may have been faster.
  const identity = await findIdentity(tx, claimed);
  if (identity) return begin(ctx, tx, input, identity.userId);
  const account = await findAccount(tx, { email: claimed.email });
  if (!account) return { result: refused(isOn('openSignUp') ? 'account_closed' : 'not_invited') };
  if (!opensToSignIn(account)) return { result: refused('account_closed'), closed: account };
  const waiting = { userId: account.id, email: account.email };
  return { result: { ...refused('account_exists'), waiting } };
}

async function begin(
  ctx: AnonymousContext,
  tx: Transaction,
  { claim, remember: remembered, evidence, carried, deviceHash }: SignInWithInput,
  userId: string,
): Promise<Outcome> {
  const account = await lockAccount(tx, userId);
  if (!opensToSignIn(account)) return { result: refused('account_closed'), closed: account };
  // It may have been disconnected while its person's row was waited for.
  const identity = await findIdentity(tx, claim);
  if (identity?.userId !== userId) return { result: refused('account_closed') };
  const proven = { userId, remembered, evidence, carried, deviceHash };
  const passed = await afterFirstFactor(ctx, tx, proven, { method: claim.provider, failures: 0 });
  if (!passed) return { result: refused('account_closed') };
  await noteIdentityUse(tx, identity.id);
  return passed.kind === 'established'
    ? { result: ok({ ...passed.established, userId }) }
    : { result: { ...refused('second_factor_needed'), pending: passed.pending } };
}

/** As for the right password of such an account: the same words whatever it is, and the mail that helps. */
async function refuseClosed(ctx: AnonymousContext, account: Account): Promise<Refused<'account_closed'>> {
  if (stateOf(account) !== 'disabled') await sendWayIn(ctx, account);
  await record(ctx, ctx.db, {
    event: 'authn_login_fail',
    outcome: 'failure',
    userId: account.id,
    data: { closed: closedBy(account) },
  });
  return refused('account_closed');
}
