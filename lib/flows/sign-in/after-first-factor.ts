/** What comes after a first factor, whichever it was: a session, or a sign-in that waits for its second. The one gate of all ways in. */

import type { Transaction } from '../../../db/client';
import { opensToSignIn } from '../../account/state';
import { type Account, type LockedAccount, lockAccount } from '../../account/store';
import { isOn } from '../../config/features';
import { isStaff } from '../../config/policy';
import { isTrusted } from '../../known-device/trust';
import { queueMail } from '../../mail/outbox';
import { byFirst, byTrustedDevice, type FirstFactor } from '../../proof';
import { addPending } from '../../second-factor/pending';
import type { AnonymousContext } from '../context';
import { mailOrigin } from '../steps/mail-origin';
import { record } from '../steps/record';
import { type Established, establishSession, type ProvenSignIn } from './establish-session';

export type Passed =
  | { readonly kind: 'established'; readonly established: Established }
  | { readonly kind: 'pending'; readonly pending: string };

/** Runs in the caller's transaction. Undefined when the account changed while the first factor was looked at. */
export async function afterFirstFactor(
  ctx: AnonymousContext,
  tx: Transaction,
  proven: Omit<ProvenSignIn, 'proof'>,
  { method, failures }: { readonly method: FirstFactor; readonly failures: number },
): Promise<Passed | undefined> {
  const { userId, passwordHash, remembered, deviceHash } = proven;
  const account = await lockAccount(tx, userId);
  if (!opensToSignIn(account)) return undefined;
  if (passwordHash !== undefined && account.passwordHash !== passwordHash) return undefined;
  const trusted = await sparesTheCode(ctx, tx, account, deviceHash);
  if (account.assurance === 2 && !trusted) {
    const pending = await addPending(tx, { userId, method, remembered, failuresBefore: failures });
    const data = { with: method, failuresBefore: failures };
    await record(ctx, tx, { event: 'second_factor_asked', outcome: 'success', userId, data });
    return { kind: 'pending', pending };
  }
  const proof = trusted ? byTrustedDevice(method) : byFirst(method);
  const established = await establishSession(ctx, tx, { ...proven, proof });
  if (!established) return undefined;
  await welcome(ctx, tx, account, { established, failures });
  return { kind: 'established', established };
}

/** Trust spares the code and nothing else; an administrator is never spared it (docs/security.md F-9, K13). */
const sparesTheCode = async (
  ctx: AnonymousContext,
  tx: Transaction,
  { id, assurance, role }: LockedAccount,
  deviceHash: Buffer | undefined,
): Promise<boolean> =>
  assurance === 2 &&
  !isStaff(role) &&
  deviceHash !== undefined &&
  (await isTrusted(tx, id, deviceHash, ctx.policy));

/** Not for wrong passwords, which anyone can type; for what worked and may not have been the person (ASVS 6.3.5). */
export async function welcome(
  ctx: AnonymousContext,
  tx: Transaction,
  account: Pick<Account, 'id' | 'email'>,
  { established, failures }: { readonly established: Established; readonly failures: number },
): Promise<void> {
  const { id: userId, email: recipient } = account;
  const many = failures >= ctx.policy.freeFailures;
  await record(ctx, tx, {
    event: many ? 'authn_login_successafterfail' : 'authn_login_success',
    outcome: 'success',
    actorId: userId,
    userId,
    sessionId: established.sessionId,
    data: { failuresBefore: failures, newDevice: established.newDevice },
  });
  const unfamiliar = established.newDevice && isOn('newDeviceAlerts');
  if (!unfamiliar && !many) return;
  const known = established.newDevice ? 'no' : 'yes';
  const facts = { ...mailOrigin(ctx), known, ...(many ? { failures: String(failures) } : {}) } as const;
  await queueMail(tx, { kind: 'new_sign_in', recipient, userId, facts });
}
