import { expect, test } from 'vitest';
import { auditDownloadHref, auditHref, readAuditQuery } from './audit-query';

const person = '0190b3c4-1111-4222-8333-944445555666';
const readBack = (href: string) =>
  readAuditQuery(Object.fromEntries(new URL(href, 'http://localhost').searchParams));

test('what a link says is what is read from it, and a download has no place to begin at', () => {
  const query = { kind: 'members', personId: person, before: 12n } as const;
  expect(auditHref('acme', query)).toBe(`/o/acme/settings/audit?kind=members&person=${person}&before=12`);
  expect(readBack(auditHref('acme', query))).toEqual(query);
  expect(auditDownloadHref('acme', query)).toBe(
    `/api/organizations/acme/audit?kind=members&person=${person}`,
  );
  expect(auditHref('acme', {})).toBe('/o/acme/settings/audit');
});

test('a filter left empty is none, as a form sends it', () => {
  expect(readAuditQuery({ kind: '', person: '' })).toEqual({});
});

test('a filter that there is not is none: nobody is given more than they asked for', () => {
  for (const asked of [
    { kind: 'everything' },
    { kind: 'sign_ins' },
    { kind: ['members', 'refused'] },
    { person: 'abc' },
    { person: `${person}'--` },
    { person: [person, person] },
  ])
    expect(readAuditQuery(asked), JSON.stringify(asked)).toBeUndefined();
});

test('a place that is no number, or too large for one, is the beginning', () => {
  for (const before of ['', '-1', '1.5', '1e3', '0x10', 'abc', '9'.repeat(19), ['1', '2']])
    expect(readAuditQuery({ before })?.before).toBeUndefined();
});
