import { expect, test } from 'vitest';
import { defaultPolicy } from '../../config/policy';
import type { Caller } from '../../flows/context';
import { sessionBody } from './session-body';

const caller = (remembered: boolean): Caller => ({
  user: { id: 'u1', email: 'ada@example.com', name: 'Ada', role: 'member', assurance: 1, hasPassword: true },
  session: {
    id: 's1',
    remembered,
    idleSecondsLeft: 1799.999,
    absoluteSecondsLeft: 0.9,
    stepUpSecondsLeft: 599.5,
    sensitive: { idleSecondsLeft: 599.5, stepUpSecondsLeft: 299.5 },
  },
  now: new Date('2026-11-21T12:00:00Z'),
});

test('the browser hears whole seconds, rounded down, and the numbers of the policy', () => {
  const { session } = sessionBody(defaultPolicy, caller(false));
  expect(session).toMatchObject({
    id: 's1',
    remembered: false,
    idleSecondsLeft: 1799,
    absoluteSecondsLeft: 0,
    stepUpSecondsLeft: 599,
    sensitiveIdleSecondsLeft: 599,
    sensitiveWarningLeadSeconds: 120,
    warningLeadSeconds: 120,
    absoluteWarningLeadSeconds: 300,
    idleTimeoutSeconds: 1800,
    absoluteTimeoutSeconds: 43_200,
    activityReportSeconds: 60,
  });
});

test('a remembered session has no idle warning', () => {
  expect(sessionBody(defaultPolicy, caller(true)).session).toMatchObject({
    warningLeadSeconds: 0,
    idleTimeoutSeconds: 604_800,
    activityReportSeconds: 900,
  });
});

test('the browser hears no time of day, so its clock does not matter', () => {
  expect(JSON.stringify(sessionBody(defaultPolicy, caller(false)))).not.toMatch(/2026|T12|:00/);
});

test('of the person it hears id, address and name, whatever else the row holds', () => {
  const more = { ...caller(false), user: { ...caller(false).user, passwordHash: 'marked-hash' } };
  expect(sessionBody(defaultPolicy, more).user).toEqual({ id: 'u1', email: 'ada@example.com', name: 'Ada' });
});
