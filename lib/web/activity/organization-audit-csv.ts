/** An organization's audit as a table, written line by line as it is read. */

import type { OrganizationAuditRow } from '../../audit/organization-list';
import { shownName } from '../../typed/visible';
import { auditActorWords, organizationDeedWords } from '../../words/organization-audit';
import { byteOrderMark, csvLine } from './csv';

const head = ['Time (UTC)', 'Who', 'What', 'Whom', 'Event', 'Details', 'Who (id)', 'Whom (id)'];

type File = { readonly lines: AsyncIterable<readonly OrganizationAuditRow[]>; readonly cutOff: boolean };

export async function* organizationAuditCsv({
  lines,
  cutOff,
}: File): AsyncGenerator<string, void, undefined> {
  yield byteOrderMark + csvLine(head);
  for await (const rows of lines) yield rows.map((row) => csvLine(cellsOf(row))).join('');
  // Half of it must not look whole.
  if (cutOff) yield csvLine(['', '', 'There is more: narrow it down by kind or person', '', '', '', '', '']);
}

function cellsOf(row: OrganizationAuditRow): string[] {
  const { at, event, actorId, personId, personName } = row;
  const other = personId !== actorId;
  return [
    ...[at.toISOString(), auditActorWords(row), organizationDeedWords(row)],
    ...[other && personName !== null ? shownName(personName) : '', event, detailsOf(row)],
    ...[actorId, other ? personId : ''],
  ].map((cell) => cell ?? '');
}

const detailsOf = ({ data }: OrganizationAuditRow): string =>
  Object.entries(typeof data === 'object' && data !== null ? data : {})
    // What support gave as its reason was said to the person.
    .filter(([name]) => name !== 'why')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('; ');
