/** The security log as a table, written line by line as it is read. */

import type { ActivityRow } from '../../audit/list';
import { activityWords } from '../../words/activity';
import { byteOrderMark, csvLine } from './csv';

const head = [
  ...['Time (UTC)', 'What', 'Detail', 'By', 'Device', 'Address'],
  ...['Outcome', 'Event', 'Reason', 'Session'],
];

export async function* activityCsv(
  batches: AsyncIterable<readonly ActivityRow[]>,
): AsyncGenerator<string, void, undefined> {
  yield byteOrderMark + csvLine(head);
  for await (const rows of batches) yield rows.map((row) => csvLine(cellsOf(row))).join('');
}

function cellsOf(row: ActivityRow): string[] {
  const { title, detail, by, device } = activityWords(row);
  const { at, outcome, event, ip, reason, sessionId } = row;
  return [
    ...[at.toISOString(), title, detail, by ?? actorWords(row), device, ip],
    ...[outcome, event, reason, sessionId],
  ].map((cell) => cell ?? '');
}

function actorWords(row: ActivityRow): string {
  if (!row.byNobody) return 'you';
  return row.event === 'session_expired' ? 'a limit' : 'someone';
}
