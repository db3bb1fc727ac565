import { isAnyOn } from '../../lib/config/features';
import { apiFeatures } from '../../lib/web/api/operation';
import { cookieOf } from '../support/forms';
import { ask } from '../support/http';
import { expect, test } from '../support/test';

// True with all switches on and with all of them off, as e2e/server/switches.spec.ts.

test('the API and its page are there exactly where programs have something to come with', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  const questions = [
    ['/help/api', {}],
    ['/api/v1/openapi.json', {}],
    ['/api/v1/me', {}],
    ['/api/v1/me', { cookie }],
    ['/api/v1/me', { method: 'PUT' }],
    ['/api/v1/me', { headers: { authorization: 'Bearer x' } }],
  ] as const;
  for (const [path, question] of questions) {
    const { status } = await ask(path, question);
    if (isAnyOn(apiFeatures)) expect(status, path).not.toBe(404);
    else expect(status, path).toBe(404);
  }
  const { text } = await ask('/help/sessions');
  expect(text.includes('/help/api')).toBe(isAnyOn(apiFeatures));
});
