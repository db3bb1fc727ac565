import { expect, test } from 'vitest';
import { activityHref, readActivityQuery } from './activity-query';

const session = '0190b3c4-1111-4222-8333-944445555666';

test('what a link says is what is read from it', () => {
  for (const query of [
    {},
    { kind: 'sign_ins' as const },
    { kind: 'failures' as const, sessionId: session, cursor: { before: 12n } },
    { cursor: { after: 999_999_999_999_999_999n } },
  ]) {
    const asked = Object.fromEntries(new URL(activityHref(query), 'http://localhost').searchParams);
    expect(readActivityQuery(asked)).toEqual({
      kind: undefined,
      sessionId: undefined,
      cursor: undefined,
      ...query,
    });
  }
});

test('a filter that there is not is none: nobody is given more than they asked for', () => {
  for (const asked of [
    { kind: 'everything' },
    { kind: '' },
    { kind: ['sign_ins', 'ends'] },
    { kind: 'hidden' },
    { kind: 'other' },
    { session: 'abc' },
    { session: `${session}'--` },
    { session: [session, session] },
  ])
    expect(readActivityQuery(asked), JSON.stringify(asked)).toBeUndefined();
});

test('a place that is no number, or too large for one, is the beginning', () => {
  for (const before of ['', '-1', '1.5', '1e3', '0x10', 'abc', '9'.repeat(19), ['1', '2']])
    expect(readActivityQuery({ before })?.cursor).toBeUndefined();
});
