import { expect, test } from 'vitest';
import type { OrganizationAuditRow } from '../../audit/organization-list';
import { organizationAuditCsv } from './organization-audit-csv';

async function* batchesOf(...rows: OrganizationAuditRow[]) {
  yield rows;
}

const line: OrganizationAuditRow = {
  id: 1n,
  at: new Date('2026-03-01T12:00:00Z'),
  event: 'member_role_changed',
  reason: null,
  data: { from: 'member', to: 'admin' },
  actorId: 'a',
  actorName: '=HYPERLINK("http://evil.example")',
  personId: 'b',
  personName: '@SUM(1)\t\r\n"',
};

async function fileOf(lines: AsyncIterable<readonly OrganizationAuditRow[]>, cutOff = false) {
  let file = '';
  for await (const part of organizationAuditCsv({ lines, cutOff })) file += part;
  return file;
}

test('a name never becomes a formula, and the head names the zone', async () => {
  expect(await fileOf(batchesOf(line))).toBe(
    '\ufeff"Time (UTC)","Who","What","Whom","Event","Details","Who (id)","Whom (id)"\r\n' +
      '"2026-03-01T12:00:00.000Z","\'=HYPERLINK(""http://evil.example"")","made @SUM(1) "" an admin","\'@SUM(1) """,' +
      '"member_role_changed","from: member; to: admin","a","b"\r\n',
  );
});

test('a file that holds less than there is says so in its last line', async () => {
  expect(await fileOf(batchesOf(line))).not.toContain('There is more');
  expect((await fileOf(batchesOf(line), true)).split('\r\n').at(-2)).toContain('There is more');
});
