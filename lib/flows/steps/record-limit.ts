/** A limit that was hit goes into the trail once an hour for each key: the trail is append-only, and being refused is cheap to repeat. */

import type { AuditEvent } from '../../audit/events';
import { type LimitName, spend } from '../../rate-limit/limits';
import type { AnonymousContext } from '../context';
import { record } from './record';

export async function recordLimit(
  ctx: AnonymousContext,
  limit: LimitName,
  key: string,
  who: Partial<AuditEvent> = {},
): Promise<void> {
  const first = await spend(ctx, 'limit_recorded', `${limit}:${key}`);
  if (!first.ok) return;
  await record(ctx, ctx.db, {
    ...who,
    event: 'excess_rate_limit_exceeded',
    outcome: 'failure',
    data: { limit },
  });
}
