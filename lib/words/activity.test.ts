import { describe, expect, test } from 'vitest';
import { auditEventNames } from '../audit/events';
import type { ActivityRow } from '../audit/list';
import { endReasons } from '../session/reasons';
import { activityCsv } from '../web/activity/activity-csv';
import { streamOf } from '../web/activity/download';
import { activityWords } from './activity';
import type { ActivityLine } from './activity-line';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';

const told = (row: Partial<ActivityLine>): ActivityLine => ({
  event: 'session_created',
  reason: null,
  data: {},
  bySomebodyElse: false,
  byNobody: false,
  userAgent: iphone,
  deviceName: null,
  endedFrom: null,
  inactiveSeconds: null,
  ...row,
});
const words = (row: Partial<ActivityLine>) => activityWords(told(row));

test('every event has a sentence of its own that is no code', () => {
  const titles = auditEventNames.map((event) => words({ event }).title);
  for (const title of titles) expect(title).toMatch(/^[A-Z][^_]{3,}$/);
  expect(titles.join('\n')).not.toMatch(/[!.]$/m);
});

describe('signing in', () => {
  test('says how, from what, and whether the person stays signed in', () => {
    expect(words({ data: { with: 'password', remembered: true } })).toEqual({
      title: 'Signed in with password',
      detail: 'kept signed in',
      by: undefined,
      device: 'Safari on iPhone',
    });
    expect(words({ data: { with: 'password', remembered: false } }).detail).toBeUndefined();
  });

  test('calls the device by the name that the person gave it, as long as its session is kept', () => {
    expect(words({ deviceName: 'Kitchen' }).device).toBe('Kitchen');
    expect(words({ userAgent: null }).device).toBeUndefined();
  });

  test('a wrong password names the browser that tried it, and how many there were', () => {
    expect(words({ event: 'authn_login_fail', byNobody: true })).toMatchObject({
      title: 'Wrong password',
      device: 'Safari on iPhone',
    });
    expect(words({ event: 'authn_login_lock', data: { failuresInARow: 12 } }).detail).toBe('12 in a row');
    expect(words({ event: 'authn_login_lock', data: { passwordOff: true } }).title).toBe('Sign-in refused');
  });
});

test('the end of trust says whether it was one browser, and why it was all of them', () => {
  expect(words({ event: 'device_distrusted' }).title).toBe('Trust in a browser ended');
  expect(words({ event: 'device_distrusted', reason: 'passkey_added', data: { browsers: 2 } })).toMatchObject(
    { title: 'Trust in all browsers ended', detail: 'passkey added' },
  );
});

describe('the end of a session', () => {
  const ended = (row: Partial<ActivityLine>) =>
    words({ event: 'session_expired', deviceName: 'Kitchen', userAgent: null, ...row });

  test('by its own device names it once', () => {
    expect(ended({ reason: 'signed_out', userAgent: iphone })).toEqual({ title: 'Signed out Kitchen' });
  });

  test('from another device names both', () => {
    expect(ended({ reason: 'revoked_by_user', endedFrom: 'Work laptop' })).toEqual({
      title: 'Signed out Kitchen',
      device: 'Work laptop',
    });
  });

  test('by a limit says which and names nobody, although somebody’s request has found it', () => {
    expect(
      ended({ reason: 'idle_timeout', byNobody: true, userAgent: iphone, inactiveSeconds: 1800 }),
    ).toEqual({
      title: 'Signed out Kitchen',
      detail: 'inactive for 30 minutes',
    });
  });

  test('by an operator says so and nothing of them', () => {
    expect(ended({ reason: 'operator', bySomebodyElse: true })).toEqual({
      title: 'Signed out Kitchen',
      detail: 'signed out by us as a precaution',
      by: 'support',
    });
    expect(ended({ reason: 'operator', byNobody: true }).by).toBe('support');
  });

  test('of a session that is no longer kept is still told, for every reason', () => {
    for (const reason of endReasons)
      expect(ended({ reason, deviceName: null }).title).toBe('Signed out a device');
    expect(ended({ reason: 'a reason from another time' }).detail).toBeUndefined();
  });
});

test('what is noise inside becomes a sentence: a rotation is a confirmation, a limit is too much at once', () => {
  expect(words({ event: 'session_renewed', reason: 'step_up' }).title).toBe(
    'Confirmed it was you, with password',
  );
  expect(words({ event: 'excess_rate_limit_exceeded', data: { limit: 'session_management' } })).toMatchObject(
    {
      title: 'Too many requests at once, so some were refused',
      detail: undefined,
    },
  );
});

// only: plans, from here
test('a change of plan names the plans, and one of unknown plans does not', () => {
  expect(words({ event: 'plan_changed', data: { from: 'free', to: 'team' } }).title).toBe(
    'Plan changed from Free to Team',
  );
  for (const data of [{ from: 'gold', to: 'team' }, {}, null, 'text', [1]])
    expect(words({ event: 'plan_changed', data }).title).toBe('Plan changed');
});
// only: plans, to here

describe('as a table', () => {
  const row = (of: Partial<ActivityRow>): ActivityRow => ({
    ...told({}),
    id: 7n,
    at: new Date('2026-11-21T15:48:51Z'),
    outcome: 'success',
    ip: '203.0.113.7',
    sessionId: null,
    deviceKind: null,
    ...of,
  });
  async function table(...rows: ActivityRow[]): Promise<string> {
    async function* batches() {
      yield rows;
    }
    let text = '';
    for await (const part of activityCsv(batches())) text += part;
    return text;
  }

  test('each line says when, what, who, with what and from where', async () => {
    const [head, first, ...rest] = (await table(row({ data: { with: 'password' } }))).split('\r\n');
    expect(head).toBe(
      '\ufeff"Time (UTC)","What","Detail","By","Device","Address","Outcome","Event","Reason","Session"',
    );
    expect(first).toBe(
      '"2026-11-21T15:48:51.000Z","Signed in with password","","you","Safari on iPhone","203.0.113.7","success","session_created","",""',
    );
    expect(rest).toEqual(['']);
  });

  test('begins with the three bytes by which Excel knows UTF-8, once, also where there is no line', async () => {
    async function* parts() {
      yield await table(row({ deviceName: 'Zoë’s 電話' }));
    }
    const bytes = Buffer.from(await new Response(streamOf(parts())).arrayBuffer());
    expect(bytes.subarray(0, 4).toString('hex')).toBe('efbbbf22');
    expect(bytes.toString('utf8').match(/\ufeff/g)).toHaveLength(1);
    expect((await table()).startsWith('\ufeff"Time')).toBe(true);
  });

  test('who is someone, a limit or support where it is not the person', async () => {
    const text = await table(
      row({ event: 'authn_login_fail', byNobody: true }),
      row({ event: 'session_expired', reason: 'idle_timeout', byNobody: true }),
      row({ event: 'user_disabled', bySomebodyElse: true }),
    );
    expect([...text.matchAll(/"(someone|a limit|support|you)"/g)].map(([, who]) => who)).toEqual([
      'someone',
      'a limit',
      'support',
    ]);
  });

  test('a device that was named like a formula is text', async () => {
    expect(await table(row({ deviceName: '=cmd|"/c calc"!A1' }))).toContain('"\'=cmd|""/c calc""!A1"');
  });
});
