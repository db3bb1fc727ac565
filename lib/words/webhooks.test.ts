import { expect, test } from 'vitest';
import { answerWords } from './webhooks';

test('why nothing was sent says the same of a name that leads inside and of one that is not there', () => {
  expect(answerWords('private_address')).toBe(answerWords('unknown_host'));
  expect(answerWords('timeout')).not.toBe(answerWords('unknown_host'));
});
