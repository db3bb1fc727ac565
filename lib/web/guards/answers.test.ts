import { describe, expect, test } from 'vitest';
import { product } from '../../config/product';
import { formSentence } from '../../words/unavailable';
import {
  type Met,
  type Trouble,
  type Typed,
  troubleOf,
  troubleSentence,
  troubleState,
  troubles,
  withKept,
} from './answers';

const answer = (status: number, more: Partial<Extract<Met, { answered: true }>> = {}): Met => ({
  answered: true,
  status,
  inOurForm: false,
  ...more,
});

const met: [string, Met, Trouble][] = [
  ['no answer at all', { answered: false }, 'no_answer'],
  ['ours, cut off in the middle', answer(200, { inOurForm: true }), 'no_answer'],
  ['a page in place of an answer', answer(200), 'not_ours'],
  ['a redirect that was followed to a page', answer(200), 'not_ours'],
  ['a redirect that was not', answer(307), 'not_ours'],
  ['an action of an earlier version', answer(404, { unknownAction: true }), 'unknown_version'],
  ['an action that was never one', answer(400, { unknownAction: true }), 'unknown_version'],
  ['an address that is gone', answer(404), 'refused'],
  ['a method that is not taken', answer(405), 'refused'],
  ['headers that are too long', answer(431), 'refused'],
  ['nonsense', answer(400), 'refused'],
  ['no session', answer(401), 'signed_out'],
  ['a firewall', answer(403), 'refused'],
  ['too much', answer(429), 'too_many'],
  ['too large', answer(413), 'too_large'],
  ['too large, told in our form', answer(413, { inOurForm: true, faulty: true }), 'too_large'],
  ['a request that took too long', answer(408), 'busy'],
  ['a proxy without a server', answer(502), 'busy'],
  ['a server that stops', answer(503), 'busy'],
  ['a proxy that waits', answer(504), 'busy'],
  ['a content network without a server', answer(521), 'busy'],
  ['a fault', answer(500), 'fault'],
  ['a fault of an action', answer(500, { inOurForm: true, faulty: true }), 'fault'],
  ['a fault of an action whose status was changed on the way', answer(200, { faulty: true }), 'fault'],
];

test.each(met)('%s', (_name, what, trouble) => {
  expect(troubleOf(what)).toBe(trouble);
});

test('each trouble is met by something', () => {
  expect(new Set(met.map(([, , trouble]) => trouble))).toEqual(new Set(Object.keys(troubles)));
});

test('only what may pass by itself is tried again', () => {
  const retried = Object.entries(troubles).filter(([, row]) => row.retried);
  expect(retried.map(([trouble]) => trouble)).toEqual(['no_answer', 'busy']);
});

describe('the sentence', () => {
  test.each<[Trouble, string]>([
    ['no_answer', "Can't reach the server. What you typed is still here. Try again in a moment."],
    ['busy', "The server isn't ready right now. What you typed is still here. Try again in a moment."],
    ['fault', 'Something went wrong on our side. What you typed is still here. Try again in a moment.'],
    ['too_many', 'That was a lot at once. Try again in 30 seconds. What you typed is still here.'],
    ['too_large', 'This is too long to send. Shorten it and try again. What you typed is still here.'],
    [
      'unknown_version',
      `${product.name} was updated after you opened this page. Reload the page and try again. What you typed comes back.`,
    ],
    ['refused', "The server didn't accept this. Reload the page and try again. What you typed comes back."],
    ['signed_out', 'Your session has ended. Sign in to carry on.'],
  ])('for %s', (trouble, sentence) => {
    expect(troubleSentence(trouble, { typed: 'text', retryAfterSeconds: 30 })).toBe(sentence);
  });

  test('while it is tried again', () => {
    expect(troubleSentence('busy', { typed: 'text', trying: true })).toBe(
      "The server isn't ready right now. What you typed is still here. Trying again…",
    );
  });

  test('says nothing of a text where nothing can be typed', () => {
    for (const trouble of Object.keys(troubles) as Trouble[])
      expect(troubleSentence(trouble, { typed: 'nothing' })).not.toMatch(/typed/);
  });

  test('promises no secret after a reload', () => {
    expect(troubleSentence('unknown_version', { typed: 'text_and_secrets' })).toMatch(
      /comes back\. Enter your passwords and codes again\.$/,
    );
  });

  test('on a page from a mailed link leads back to the mail, for a reload would find no link', () => {
    const { message, next } = troubleState('unknown_version', { typed: 'secrets', fromLink: true });
    expect([message, next]).toEqual([
      `${product.name} was updated after you opened this page. Open the link in your email again.`,
      undefined,
    ]);
  });

  test('names no number of seconds that nobody gave', () => {
    expect(troubleSentence('too_many', { typed: 'nothing' })).toBe(
      'That was a lot at once. Try again in a moment.',
    );
  });
});

test('what may be done already is unsure, everything else is refused', () => {
  const statuses = Object.fromEntries(
    (Object.keys(troubles) as Trouble[]).map((each) => [each, troubleState(each, { typed: 'text' }).status]),
  );
  expect(statuses).toEqual({
    no_answer: 'unavailable',
    busy: 'unavailable',
    fault: 'unavailable',
    not_ours: 'unavailable',
    too_many: 'refused',
    too_large: 'refused',
    unknown_version: 'refused',
    refused: 'refused',
    signed_out: 'signed_out',
  });
});

test.each([
  [1, 'in 1 second'],
  [0.4, 'in 1 second'],
  [119, 'in 1 minute 59 seconds'],
  [121, 'in 3 minutes'],
  [3600, 'in 1 hour'],
  [90_000, 'in 1 day 1 hour'],
])('a wait of %d seconds is said as a person counts it', (retryAfterSeconds, words) => {
  expect(troubleSentence('too_many', { typed: 'nothing', retryAfterSeconds })).toContain(
    `Try again ${words}.`,
  );
});

describe('of a form that the database broke off, the page says', () => {
  const said = (unsure: boolean, typed: Typed, fromLink?: boolean) =>
    withKept(
      { status: 'unavailable', message: formSentence('busy', unsure), unsure: unsure || undefined },
      { typed, fromLink },
    );
  const stopped = 'This took too long, so we stopped.';
  const maybe = `${stopped} It may still have gone through: check before you try again.`;

  test.each<[boolean, Typed, string, string | undefined]>([
    [false, 'nothing', `${stopped} Nothing was changed. Try again in a moment.`, undefined],
    [
      false,
      'text_and_secrets',
      `${stopped} Nothing was changed. Try again in a moment. What you typed is still here.`,
      undefined,
    ],
    [true, 'nothing', maybe, 'reload'],
    [true, 'text', `${maybe} What you typed comes back.`, 'reload'],
    [true, 'secrets', `${maybe} Enter your passwords and codes again.`, 'reload'],
  ])('unsure %s, with %s in it: what is so', (unsure, typed, message, next) => {
    expect(said(unsure, typed)).toMatchObject({ message, next });
  });

  test('that a link of a mail is not loaded again, so what was typed stays', () => {
    expect(said(true, 'secrets', true)).toMatchObject({
      message: `${maybe} What you typed is still here.`,
      next: undefined,
    });
  });

  test('nothing more of an answer of another kind', () => {
    const refused = { status: 'refused', message: 'Too late.' } as const;
    expect(withKept(refused, { typed: 'text' })).toBe(refused);
  });
});
