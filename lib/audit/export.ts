/** The security log of a person, for their own copy of it. */

import type { Executor } from '../../db/client';
import { activityWords } from '../words/activity';
import { type ActivityRow, allActivity } from './list';

const batchSize = 5000;

export async function exportTrail(db: Executor, userId: string) {
  const lines: ReturnType<typeof logLine>[] = [];
  for await (const rows of allActivity(db, userId, {}, batchSize)) lines.push(...rows.map(logLine));
  return lines;
}

function logLine(row: ActivityRow) {
  const { at, event, outcome, reason, bySomebodyElse, ip, userAgent, sessionId } = row;
  const what = activityWords(row).title;
  return { at, what, event, outcome, reason, bySomebodyElse, ip, userAgent, sessionId };
}
