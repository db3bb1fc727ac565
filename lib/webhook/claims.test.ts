import { describe, expect, test } from 'vitest';
import { claimsOf, type Happened, tell, tellTest } from './claims';
import { organizationWebhookEvents, typeOfEvent, webhookEventNames } from './events';
import { pauseAfter, pausesBetweenTries } from './tries';

const issuer = 'https://app.example';
const user = { format: 'iss_sub', iss: issuer, sub: 'u1' };
const opaque = (id: string) => ({ format: 'opaque', id });
const told = (happened: Partial<Happened>) =>
  tell({ event: 'session.revoked', initiator: 'admin', ...happened }, issuer);

test('an event has the shape that CAEP gives for its example', () => {
  const happened = told({ userId: 'u1', sessionId: 's1', reason: 'Your password was changed.' });
  const url = 'https://hooks.acme.example:8443/in?key=1';
  const times = { happenedAt: new Date(1_764_374_399_900), queuedAt: new Date(1_764_374_400_000) };
  expect(claimsOf(happened, { issuer, url, id: 'd1', ...times })).toEqual({
    iss: 'https://app.example',
    aud: 'https://hooks.acme.example:8443',
    iat: 1_764_374_400,
    jti: 'd1',
    sub_id: { format: 'complex', user, session: opaque('s1') },
    events: {
      'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {
        event_timestamp: 1_764_374_399,
        initiating_entity: 'admin',
        reason_user: { en: 'Your password was changed.' },
      },
    },
  });
});

describe('who it is about', () => {
  test.each([
    ['a person', { userId: 'u1' }, user],
    ['a member', { userId: 'u1', organizationId: 'o1' }, { format: 'complex', user, tenant: opaque('o1') }],
    ['an organization', { organizationId: 'o1' }, { format: 'complex', tenant: opaque('o1') }],
  ])('%s', (_who, happened, subject) => {
    expect(told(happened).sub_id).toEqual(subject);
  });

  test('the receiver itself, in a test event', () => {
    expect(tellTest('e1', issuer)).toEqual({
      sub_id: opaque('e1'),
      type: 'https://schemas.openid.net/secevent/ssf/event-type/verification',
      body: {},
    });
  });
});

test('each event has a type of its own, which is a URI; ours are below our own address', () => {
  const types = webhookEventNames.map((name) => typeOfEvent(name, issuer));
  expect(new Set(types).size).toBe(types.length);
  expect(types.every((type) => URL.canParse(type))).toBe(true);
  expect(typeOfEvent('member.added', issuer)).toBe('https://app.example/events/member.added');
  expect(typeOfEvent('member.role_changed', issuer)).toMatch(/caep\/event-type\/token-claims-change$/);
});

test('organizations hear of everything but of accounts that are gone', () => {
  expect(webhookEventNames.filter((name) => !organizationWebhookEvents.includes(name))).toEqual([
    'account.deleted',
  ]);
});

test('what fails is tried again after 5 s, 1 min, 5 min, 30 min, 2 h, 6 h and 12 h, and then given up', () => {
  expect(pausesBetweenTries).toEqual([5, 60, 300, 1800, 7200, 21_600, 43_200]);
  expect([1, 2, 7, 8, 9].map(pauseAfter)).toEqual([5, 60, 43_200, undefined, undefined]);
});
