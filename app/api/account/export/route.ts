import { exportData } from '@/lib/flows/account/export-data';
import { twoOfAdministrators } from '@/lib/flows/context';
import { download, noFile } from '@/lib/web/activity/download';
import { problem } from '@/lib/web/guards/problem';
import { protectedRoute } from '@/lib/web/guards/route-guards';

const guard = { activity: 'counts', stepUp: 'recent', strength: twoOfAdministrators } as const;

/** Everything about the caller, as a file. */
export const GET = protectedRoute(guard, async (ctx) => {
  const exported = await exportData(ctx);
  if (!exported.ok) return problem('rate_limited', { retryAfterSeconds: exported.retryAfterSeconds });
  return download('export', 'json', ctx.now, `${JSON.stringify(exported.value, null, 2)}\n`);
});

export const HEAD = protectedRoute({ activity: 'passive' }, noFile);
