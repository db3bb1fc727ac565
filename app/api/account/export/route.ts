import { exportData } from '@/lib/flows/export-data';
import { download, noFile } from '@/lib/web/download';
import { problem } from '@/lib/web/problem';
import { protectedRoute } from '@/lib/web/route-guards';

/** Everything about the caller, as a file. */
export const GET = protectedRoute({ activity: 'counts', stepUp: 'recent' }, async (ctx) => {
  const exported = await exportData(ctx);
  if (!exported.ok) return problem('rate_limited', { retryAfterSeconds: exported.retryAfterSeconds });
  return download('export', 'json', ctx.now, `${JSON.stringify(exported.value, null, 2)}\n`);
});

export const HEAD = protectedRoute({ activity: 'passive' }, noFile);
