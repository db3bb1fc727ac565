import { expect, test } from 'vitest';
import { type Refused, refused } from '../../result';
import { inField, rateLimited, refusedState, sessionEnded } from './refusals';

type Reason = 'session_ended' | 'rate_limited' | 'gone' | 'wrong_code';
const ask = (reason: Reason, more: { triesLeft?: number } = {}) =>
  refusedState({ ...refused<Reason>(reason, reason === 'rate_limited' ? 90 : undefined), ...more }, table);
const table = {
  ...sessionEnded,
  ...rateLimited,
  gone: 'It is gone.',
  wrong_code: ({ triesLeft }: { triesLeft?: number }) => inField('code', `Wrong, ${triesLeft} left.`),
};

test('each reason is answered by its row: a sentence for the form, one at the field, a wait, or the end', async () => {
  expect(await ask('gone')).toEqual({ status: 'refused', message: 'It is gone.' });
  expect(await ask('wrong_code', { triesLeft: 2 })).toEqual({
    status: 'invalid',
    fields: { code: 'Wrong, 2 left.' },
  });
  expect(await ask('rate_limited')).toMatchObject({ status: 'refused', retryAfterSeconds: 90 });
  expect(await ask('session_ended')).toEqual({ status: 'signed_out' });
});

test('what the table leaves out is answered by the rest, which is told which reason it was', async () => {
  const refusal: Refused<'gone' | 'too_short' | 'too_long'> = refused('too_long');
  const state = await refusedState(refusal, { gone: 'It is gone.' }, (fault) => inField('password', fault));
  expect(state).toEqual({ status: 'invalid', fields: { password: 'too_long' } });
});

test('a table without one of the reasons does not compile', async () => {
  const refusal: Refused<'gone' | 'late'> = refused('late');
  // @ts-expect-error: nothing is said of "late"
  await expect(refusedState(refusal, { gone: 'It is gone.' })).rejects.toThrow('no answer to late');
});
