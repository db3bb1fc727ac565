import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DraftFields } from '@/lib/draft/rules';
import { DraftKeeper, type DraftStatus, type SaveAnswer } from './keeper';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function scene(answers: SaveAnswer[] = [], seen = 0) {
  const sent: { fields: DraftFields; seen: number; leaving: boolean }[] = [];
  const shown: DraftStatus['kind'][] = [];
  let version = seen;
  const keeper = new DraftKeeper(
    seen,
    async (fields, before, leaving) => {
      sent.push({ fields, seen: before, leaving });
      version += 1;
      return answers.shift() ?? { kind: 'saved', draft: { form: 'f', fields, version } };
    },
    ({ kind }) => shown.push(kind),
  );
  return { keeper, sent, shown };
}

const texts = (sent: readonly { fields: DraftFields }[]) => sent.map(({ fields }) => fields.text);
const theirs = { form: 'f', fields: { text: 'theirs' }, version: 77, savedWords: '3:12 PM' };

describe('what is typed is saved', () => {
  test('once the keys rest for 700 ms, the last state only', async () => {
    const { keeper, sent, shown } = scene();
    keeper.changed({ text: 'a' });
    await vi.advanceTimersByTimeAsync(699);
    keeper.changed({ text: 'ab' });
    await vi.advanceTimersByTimeAsync(699);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(texts(sent)).toEqual(['ab']);
    expect(shown).toEqual(['saved']);
    expect(keeper.dirty).toBe(false);
  });

  test('and at the latest 3 s after the first key, however fast somebody types', async () => {
    const { keeper, sent } = scene();
    for (let at = 0; at < 35; at += 1) {
      keeper.changed({ text: String(at) });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent.length).toBe(1);
  });

  test('each time over the version that came back', async () => {
    const { keeper, sent } = scene([], 5);
    keeper.changed({ text: 'a' });
    await keeper.flush(false);
    keeper.changed({ text: 'b' });
    await keeper.flush(true);
    expect(sent.map(({ seen, leaving }) => [seen, leaving])).toEqual([
      [5, false],
      [6, true],
    ]);
  });

  test('not at all when nothing was typed', async () => {
    const { keeper, sent } = scene();
    await keeper.flush(true);
    expect(sent).toEqual([]);
  });
});

describe('when it cannot be saved', () => {
  test('it is tried again after the time the server asks for, with what stands there then', async () => {
    const { keeper, sent, shown } = scene([{ kind: 'later', seconds: 5 }]);
    keeper.changed({ text: 'a' });
    await vi.advanceTimersByTimeAsync(700);
    expect(shown).toEqual(['unsaved']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(texts(sent)).toEqual(['a', 'a']);
    expect(shown).toEqual(['unsaved', 'saved']);
  });

  test('because the session ended: it waits, and is saved once the same person is back', async () => {
    let back: (here: boolean) => void = () => undefined;
    const waiting = new Promise<boolean>((answer) => {
      back = answer;
    });
    const { keeper, sent } = scene([{ kind: 'signed_out', back: waiting }]);
    keeper.changed({ text: 'a' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.length).toBe(1);
    back(true);
    await vi.advanceTimersByTimeAsync(3000);
    expect(texts(sent)).toEqual(['a', 'a']);
  });

  test('because somebody else signed in: never', async () => {
    const { keeper, sent } = scene([{ kind: 'signed_out', back: Promise.resolve(false) }]);
    keeper.changed({ text: 'a' });
    await vi.advanceTimersByTimeAsync(60_000);
    await keeper.flush(true);
    expect(sent.length).toBe(1);
  });

  test('because somebody else is signed in here now: never again', async () => {
    const { keeper, sent } = scene([{ kind: 'not_ours' }]);
    keeper.changed({ text: 'a' });
    await vi.advanceTimersByTimeAsync(700);
    keeper.changed({ text: 'ab' });
    await keeper.flush(true);
    expect(texts(sent)).toEqual(['a']);
  });

  test('because it is too large: the person is told', async () => {
    const { keeper, shown } = scene([{ kind: 'too_large' }]);
    keeper.changed({ text: 'a' });
    await vi.advanceTimersByTimeAsync(700);
    expect(shown).toEqual(['too_large']);
  });
});

describe('when another tab was faster', () => {
  const overtaken: SaveAnswer = { kind: 'overtaken', draft: theirs };

  test('nothing more is saved until the person has chosen', async () => {
    const { keeper, sent, shown } = scene([overtaken]);
    keeper.changed({ text: 'mine' });
    await vi.advanceTimersByTimeAsync(700);
    keeper.changed({ text: 'mine, longer' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.length).toBe(1);
    expect(shown).toEqual(['overtaken']);
  });

  test('keeping one’s own saves it over theirs', async () => {
    const { keeper, sent } = scene([overtaken]);
    keeper.changed({ text: 'mine' });
    await vi.advanceTimersByTimeAsync(700);
    await keeper.insist(theirs, { text: 'mine, longer' });
    expect(sent.at(-1)).toMatchObject({ fields: { text: 'mine, longer' }, seen: 77 });
  });

  test('taking theirs goes on from there', async () => {
    const { keeper, sent } = scene([overtaken]);
    keeper.changed({ text: 'mine' });
    await vi.advanceTimersByTimeAsync(700);
    keeper.shows(theirs);
    expect(keeper.dirty).toBe(false);
    keeper.changed({ text: 'theirs, longer' });
    await vi.advanceTimersByTimeAsync(700);
    expect(sent.at(-1)).toMatchObject({ seen: 77 });
  });
});

describe('when the form is sent', () => {
  test('a save under way is waited for, and none follows', async () => {
    const { keeper, sent, shown } = scene();
    keeper.changed({ text: 'a' });
    const saving = keeper.flush(false);
    keeper.changed({ text: 'ab' });
    await keeper.settle();
    await saving;
    await vi.advanceTimersByTimeAsync(60_000);
    await keeper.flush(true);
    expect(texts(sent)).toEqual(['a']);
    keeper.sent();
    expect(keeper.dirty).toBe(false);
    expect(shown.at(-1)).toBe('none');
  });

  test('and it did not go through: what stands there is kept again', async () => {
    const { keeper, sent } = scene();
    keeper.changed({ text: 'a' });
    await keeper.settle();
    keeper.resume({ text: 'a' });
    await vi.advanceTimersByTimeAsync(700);
    expect(texts(sent)).toEqual(['a']);
  });
});

describe('what cannot be saved', () => {
  test('is not asked again by itself, and once more with the next key', async () => {
    const { keeper, sent, shown } = scene([{ kind: 'stopped', trouble: 'refused' }]);
    keeper.changed({ text: 'one' });
    await vi.advanceTimersByTimeAsync(600_000);
    expect([texts(sent), shown]).toEqual([['one'], ['stopped']]);
    keeper.changed({ text: 'two' });
    await vi.advanceTimersByTimeAsync(1000);
    expect([texts(sent), shown.at(-1)]).toEqual([['one', 'two'], 'saved']);
  });

  test('while the server is away is asked ever less often', async () => {
    const away = { kind: 'later' } as const;
    const { keeper, sent } = scene(Array.from({ length: 20 }, () => away));
    keeper.changed({ text: 'one' });
    const counts = [];
    for (const seconds of [1, 5, 10, 20, 40, 60, 60]) {
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      counts.push(sent.length);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('waits as long as the server asks for', async () => {
    const { keeper, sent } = scene([{ kind: 'later', seconds: 30 }]);
    keeper.changed({ text: 'one' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(2);
  });
});

describe('when somebody else is signed in', () => {
  test('nothing more is sent, whatever is typed or given back', async () => {
    const { keeper, sent, shown } = scene([{ kind: 'not_ours' }]);
    keeper.changed({ text: 'one' });
    await vi.advanceTimersByTimeAsync(1000);
    keeper.changed({ text: 'two' });
    keeper.resume({ text: 'three' });
    await keeper.flush(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect([texts(sent), shown]).toEqual([['one'], []]);
  });

  test('what waits for its timer is not sent either', async () => {
    const { keeper, sent } = scene();
    keeper.changed({ text: 'one' });
    keeper.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent).toEqual([]);
  });
});

test('what this very page saved as it went away is no other tab’s text', async () => {
  const fields = { text: 'one' };
  const { keeper, shown } = scene([{ kind: 'overtaken', draft: { form: 'f', fields, version: 7 } }]);
  keeper.changed(fields);
  await vi.advanceTimersByTimeAsync(1000);
  expect([shown, keeper.dirty]).toEqual([['saved'], false]);
});

test('"saved" is not said of what was typed since', async () => {
  const { keeper, shown } = scene();
  keeper.changed({ text: 'one' });
  await vi.advanceTimersByTimeAsync(1000);
  keeper.changed({ text: 'two' });
  expect(shown).toEqual(['saved', 'none']);
});
