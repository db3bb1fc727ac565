/** Signing up through an invitation: the link proves the address, so that no second mail has to, and the person joins at once. */

import type { Transaction } from '../../../db/client';
import { isReserved } from '../../account/email-changes';
import { removeAccount } from '../../account/leaving';
import { stateOf } from '../../account/state';
import { createAccount, findAccount, lockByEmail, setName, setPassword } from '../../account/store';
import { type OpenInvitation, peekInvitation } from '../../invitation/store';
import { spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction } from '../context';
import type { LinkRefusal } from '../steps/follow-link';
import { hashNewPassword, type NewPasswordFault } from '../steps/new-password';
import { proveAddress } from '../steps/prove-address';
import { record } from '../steps/record';
import { rememberBrowser } from '../steps/remember-browser';
import { admitMember } from './admit-member';

export type InvitedSignUp = {
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly deviceHash?: Buffer;
};

type Refusal = NewPasswordFault | LinkRefusal | 'has_account' | 'full' | 'rate_limited';

async function hasAccount(ctx: AnonymousContext, email: string): Promise<boolean> {
  const account = await findAccount(ctx.db, { email });
  return account !== undefined && stateOf(account) !== 'unconfirmed';
}

/**
 * Signs nobody in. What anybody else signed up with the address is void: their password and name are replaced, and their links
 * open nothing (docs/security.md J12). Of two at once one wins.
 */
export async function signUpByInvitation(
  ctx: AnonymousContext,
  { token, name, password, deviceHash }: InvitedSignUp,
): Promise<Result<{ email: string; slug: string }, Refusal>> {
  const offered = await peekInvitation(ctx.db, token, ctx.policy.invitationLifetime);
  if (!offered) return refused('link_invalid');
  // Before any work: the link of an address that has an account never wears out.
  if (await hasAccount(ctx, offered.email)) return refused('has_account');
  const tries = await spend(ctx, 'sign_up', `invitation:${offered.id}`);
  if (!tries.ok) return refused('rate_limited', tries.retryAfterSeconds);
  const chosen = await hashNewPassword(ctx, password, { name, email: offered.email });
  if (!chosen.ok) return chosen;
  const made = { name, passwordHash: chosen.value };
  return inTransaction(ctx, async (tx): Promise<Result<{ email: string; slug: string }, Refusal>> => {
    const invitation = await peekInvitation(tx, token, ctx.policy.invitationLifetime);
    if (!invitation) return refused('link_invalid');
    const account = await ownAccount(ctx, tx, invitation, made);
    if (!account) return refused('has_account');
    const { id: userId, created } = account;
    const fault = await admitMember(ctx, tx, { invitation, token, userId });
    if (fault) throw new NotAdmitted(fault);
    await proveAddress(tx, { id: userId, email: invitation.email }, deviceHash);
    await rememberBrowser(ctx, tx, userId, deviceHash);
    const who = { outcome: 'success', actorId: userId, userId } as const;
    if (created) await record(ctx, tx, { event: 'user_created', ...who });
    await record(ctx, tx, { event: 'user_confirmed', ...who });
    return ok({ email: invitation.email, slug: invitation.slug });
  }).catch((fault) => {
    if (fault instanceof NotAdmitted) return refused(fault.reason);
    throw fault;
  });
}

/** Takes the whole sign-up back: nobody gets an account from a link that lets nobody in. */
class NotAdmitted extends Error {
  constructor(readonly reason: 'link_invalid' | 'full') {
    super(reason);
  }
}

/** A new account, or the one that nobody confirmed; undefined where the address has one, or may be taken back by its person. */
async function ownAccount(
  ctx: AnonymousContext,
  tx: Transaction,
  { email }: OpenInvitation,
  { name, passwordHash }: { readonly name: string; readonly passwordHash: string },
): Promise<{ id: string; created: boolean } | undefined> {
  const created = await createAccount(tx, { email, name, passwordHash });
  // Afterwards: the row may have had to wait for the very change that gave the address free.
  if (await isReserved(tx, email, ctx.policy.emailChangeUndoPeriod)) {
    if (created) await removeAccount(tx, created.id);
    return undefined;
  }
  if (created) return { id: created.id, created: true };
  const account = await lockByEmail(tx, email);
  if (!account || account.passwordResetRequiredAt || stateOf(account) !== 'unconfirmed') return undefined;
  await setName(tx, account.id, name);
  await setPassword(tx, account.id, passwordHash);
  return { id: account.id, created: false };
}
