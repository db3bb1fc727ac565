import { describe, expect, test, vi } from 'vitest';
import { EndWatch, type Watcher } from './end-watch';
import type { End } from './find-ends';

const endOf = (sessionId: string): End => ({
  sessionId,
  reason: 'revoked_by_user',
  endedFrom: 'Firefox on Mac',
  endedAt: new Date(0),
  byItself: false,
});

/** Rows that have ended, and the questions that were asked about them. */
function rows(...ended: string[]) {
  const asked: string[][] = [];
  return {
    ended,
    asked,
    async find(ids: readonly string[]) {
      asked.push([...ids]);
      return ids.filter((id) => ended.includes(id)).map(endOf);
    },
  };
}

function watcher(userId = 'ada') {
  const heard: (End | 'dropped' | 'beat' | { spread: number })[] = [];
  const one: Watcher = {
    userId,
    changed: (spread) => heard.push({ spread }),
    ended: (end) => heard.push(end),
    dropped: () => heard.push('dropped'),
    beat: () => heard.push('beat'),
  };
  return { one, heard };
}

describe('who watches a session', () => {
  test('is told once that it has ended, how, and by which device', async () => {
    const world = rows('a');
    const watch = new EndWatch(world);
    const [first, second, other] = [watcher(), watcher(), watcher()];
    for (const { one } of [first, second]) watch.watch('a', one);
    watch.watch('b', other.one);
    watch.look(['a', 'b']);
    await expect.poll(() => first.heard).toEqual([endOf('a')]);
    watch.look(['a', 'b']);
    await expect.poll(() => world.asked.length).toBe(2);
    expect([first.heard, second.heard, other.heard]).toEqual([[endOf('a')], [endOf('a')], []]);
    expect(watch.size).toBe(1);
  });

  test('hears nothing of a session that lives, whatever somebody claims', async () => {
    const world = rows();
    const watch = new EndWatch(world);
    const { one, heard } = watcher();
    watch.watch('a', one);
    watch.look(['a']);
    await expect.poll(() => world.asked).toEqual([['a']]);
    expect(heard).toEqual([]);
    expect(watch.size).toBe(1);
  });

  test('hears nothing more after leaving, and leaving twice takes nobody else away', async () => {
    const watch = new EndWatch(rows('a'));
    const [gone, there] = [watcher(), watcher()];
    const leave = watch.watch('a', gone.one);
    watch.watch('a', there.one);
    leave?.();
    leave?.();
    expect(watch.size).toBe(1);
    watch.look(['a']);
    await expect.poll(() => there.heard).toHaveLength(1);
    expect(gone.heard).toEqual([]);
    expect(watch.size).toBe(0);
  });
});

describe('asking the rows', () => {
  test('is not done for sessions that nobody watches', async () => {
    const world = rows('a', 'b');
    const watch = new EndWatch(world);
    const { one, heard } = watcher();
    watch.watch('b', one);
    watch.look(['a', 'not even an id']);
    watch.look(['b']);
    await expect.poll(() => heard).toHaveLength(1);
    expect(world.asked).toEqual([['b']]);
  });

  test('is done in one question for a thousand that end in the same moment', async () => {
    const ids = Array.from({ length: 1000 }, (_, n) => `session ${n}`);
    const world = rows(...ids);
    const watch = new EndWatch(world);
    for (const id of ids) watch.watch(id, watcher().one);
    for (const id of ids) watch.look([id]);
    await expect.poll(() => watch.size).toBe(0);
    expect(world.asked).toHaveLength(1);
  });

  test('is done once for all of them after a time without news', async () => {
    const world = rows('b');
    const watch = new EndWatch(world);
    for (const id of ['a', 'b', 'c']) watch.watch(id, watcher().one);
    watch.lookAtAll();
    await expect.poll(() => watch.size).toBe(2);
    expect(world.asked).toEqual([['a', 'b', 'c']]);
  });

  test('is done again where it failed, until there is an answer', async () => {
    const world = rows('a');
    let failing = 3;
    const find = vi.fn(async (ids: readonly string[]) => {
      if (failing-- > 0) throw new Error('the database is away');
      return world.find(ids);
    });
    const watch = new EndWatch({ find, retryAfter: 1 });
    const { one, heard } = watcher();
    watch.watch('a', one);
    watch.look(['a']);
    await expect.poll(() => heard).toEqual([endOf('a')]);
    expect(find).toHaveBeenCalledTimes(4);
  });
});

describe('places', () => {
  test('a session has five; with a sixth its oldest is dropped', () => {
    const watch = new EndWatch(rows());
    const all = Array.from({ length: 6 }, watcher);
    for (const { one } of all.slice(0, 5)) watch.watch('a', one);
    expect(all.map(({ heard }) => heard)).toEqual([[], [], [], [], [], []]);
    watch.watch('a', all[5]?.one ?? watcher().one);
    expect(all.map(({ heard }) => heard)).toEqual([['dropped'], [], [], [], [], []]);
    expect(watch.size).toBe(5);
  });

  test('a full process refuses another session, and takes one again when somebody left', () => {
    const watch = new EndWatch({ ...rows(), atMost: 2 });
    const leave = watch.watch('a', watcher().one);
    watch.watch('b', watcher().one);
    expect(watch.full).toBe(true);
    expect(watch.watch('c', watcher().one)).toBeUndefined();
    leave?.();
    expect(watch.full).toBe(false);
    expect(watch.watch('c', watcher().one)).toBeTypeOf('function');
    expect(watch.size).toBe(2);
  });

  test('everybody is dropped when the process stops, and gets the beat until then', () => {
    const watch = new EndWatch(rows());
    const all = ['a', 'a', 'b'].map((id) => {
      const { one, heard } = watcher();
      const dropped = () => {
        one.dropped();
        leave?.();
      };
      const leave = watch.watch(id, { ...one, dropped });
      return heard;
    });
    watch.beat();
    watch.dropAll();
    expect(all).toEqual([
      ['beat', 'dropped'],
      ['beat', 'dropped'],
      ['beat', 'dropped'],
    ]);
    expect(watch.size).toBe(0);
  });
});

test('people whose place has changed are told so on each of their sessions, and nobody else is', () => {
  const watch = new EndWatch(rows());
  const [laptop, phone, other] = [watcher('ada'), watcher('ada'), watcher('grace')];
  watch.watch('a', laptop.one);
  watch.watch('b', phone.one);
  const leave = watch.watch('c', other.one);
  watch.nudge(new Set(['ada', 'eve']));
  expect([laptop.heard, phone.heard, other.heard]).toEqual([[{ spread: 0 }], [{ spread: 0 }], []]);
  watch.nudge('everyone', 10);
  leave?.();
  watch.nudge('everyone');
  expect(other.heard).toEqual([{ spread: 10 }]);
  expect(watch.size).toBe(2);
});
