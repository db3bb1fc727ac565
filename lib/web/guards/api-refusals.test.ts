import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Caller } from '../../flows/context';
import { takesPerson } from './api-refusals';

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://localhost/none');
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
});

const caller = (role: Caller['user']['role'], assurance: number): Caller => ({
  user: { id: 'u', email: 'ada@example.com', name: 'Ada', role, assurance, hasPassword: true },
  session: {
    id: 's',
    remembered: false,
    idleSecondsLeft: 1,
    absoluteSecondsLeft: 1,
    stepUpSecondsLeft: 0,
    sensitive: { idleSecondsLeft: 1, stepUpSecondsLeft: 0 },
  },
  bearer: { kind: 'app', id: 's', scopes: [] },
  now: new Date(0),
});

test.each([
  ['member', 1, '600'],
  ['member', 2, '600'],
  ['administrator', 2, '300'],
] as const)(
  'what takes a person tells the token of one %s with assurance %d where, how strong and how fresh',
  async (role, assurance, age) => {
    const response = takesPerson(caller(role, assurance), '/settings/sessions');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain(
      `Bearer error="insufficient_user_authentication", error_description="a person has to do this in a browser", acr_values="${assurance}", max_age="${age}"`,
    );
    expect(await response.json()).toMatchObject({
      code: 'insufficient_user_authentication',
      page: 'http://localhost:3000/settings/sessions',
    });
  },
);
