/** How often a person may take their data along: each kind of export counts for itself (ASVS 2.4.1). */

import { spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { actor, type SignedInContext } from '../context';
import { recordLimit } from './record-limit';

export type ExportKind = 'activity' | 'everything' | 'organization_audit';

export async function admitExport(
  ctx: SignedInContext,
  what: ExportKind,
): Promise<Result<void, 'rate_limited'>> {
  const key = `${what}:${ctx.user.id}`;
  const spent = await spend(ctx, 'account_changes', key);
  if (spent.ok) return ok(undefined);
  await recordLimit(ctx, 'account_changes', key, actor(ctx));
  return refused('rate_limited', spent.retryAfterSeconds);
}
