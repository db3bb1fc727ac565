import { exportActivity } from '@/lib/flows/account/export-activity';
import { activityCsv } from '@/lib/web/activity/activity-csv';
import { readActivityQuery } from '@/lib/web/activity/activity-query';
import { download, noFile, streamOf } from '@/lib/web/activity/download';
import { problem } from '@/lib/web/guards/problem';
import { protectedRoute } from '@/lib/web/guards/route-guards';

/** The security log as CSV, with the same filters as the page. */
export const GET = protectedRoute({ activity: 'counts' }, async (ctx, request) => {
  const asked = readActivityQuery(Object.fromEntries(request.nextUrl.searchParams));
  if (!asked) return problem('invalid');
  const { kind, sessionId } = asked;
  const lines = await exportActivity(ctx, { kind, sessionId });
  if (!lines.ok) return problem('rate_limited', { retryAfterSeconds: lines.retryAfterSeconds });
  return download('activity', 'csv', ctx.now, streamOf(activityCsv(lines.value)));
});

export const HEAD = protectedRoute({ activity: 'passive' }, noFile);
