/** What protects an account, for the page that tells its person. */

import { findAccount } from '../../account/store';
import { listLiveSessions } from '../../session/list';
import type { SignedInContext } from '../context';

export type Protection = {
  readonly passwordChangedAt: Date;
  readonly emailVerifiedAt: Date | null;
  readonly devices: number;
};

export async function protectionOf(ctx: SignedInContext): Promise<Protection> {
  const [account, sessions] = await Promise.all([
    findAccount(ctx.db, { id: ctx.user.id }),
    listLiveSessions(ctx.db, ctx.user.id, ctx.policy),
  ]);
  if (!account) throw new Error('the account is gone');
  const { passwordChangedAt, emailVerifiedAt } = account;
  return { passwordChangedAt, emailVerifiedAt, devices: sessions.length };
}
