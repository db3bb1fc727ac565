import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test, vi } from 'vitest';
import { TooBusy, takeTurns, takeTurnsByKey } from './one-at-a-time';
import { isStoreFault } from './web/guards/store-fault';

/** Work that goes on until it is told to end, and tells when it began. */
function workshop() {
  const begun: number[] = [];
  const endings: (() => void)[] = [];
  const piece = (n: number) => () =>
    new Promise<number>((resolve) => {
      begun.push(n);
      endings[n] = () => resolve(n);
    });
  return { begun, piece, end: (n: number) => endings[n]?.() };
}
/** Lets everything happen that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  test('at most so many pieces of work run at once, first come first served', async () => {
    const { begun, piece, end } = workshop();
    const turns = takeTurns(2, 10);
    const all = [0, 1, 2, 3].map((n) => turns(piece(n)));
    await settle();
    expect(begun).toEqual([0, 1]);
    end(1);
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    end(0);
    await settle();
    expect(begun).toEqual([0, 1, 2, 3]);
    end(2);
    end(3);
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  test('who would wait too long is told so at once, and the work is never begun', async () => {
    const { begun, piece, end } = workshop();
    const turns = takeTurns(2, 3);
    const all = [0, 1, 2, 3, 4].map((n) => turns(piece(n)));
    await expect(turns(piece(5))).rejects.toBeInstanceOf(TooBusy);
    await settle();
    expect(begun).toEqual([0, 1]);
    end(0);
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    const late = turns(piece(6));
    for (let n = 0; n <= 6; n++) {
      end(n);
      await settle();
    }
    await Promise.all([...all, late]);
    expect(begun).toEqual([0, 1, 2, 3, 4, 6]);
  });

  test('work that fails gives its turn on and its fault to who asked', async () => {
    const turns = takeTurns(1, 10);
    const failing = turns(() => Promise.reject(new Error('broken')));
    const next = turns(() => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });

  test('work that waited begins in the context of who asked for it', async () => {
    const asking = new AsyncLocalStorage<string>();
    const { piece, end } = workshop();
    const turns = takeTurns(1, 10);
    const first = asking.run('first', () => turns(piece(0)));
    const second = asking.run('second', () => turns(async () => asking.getStore()));
    end(0);
    await first;
    expect(await second).toBe('second');
  });

  test('being too busy is "not now" and no bug', () => {
    expect(isStoreFault(new TooBusy('too much work is waiting'))).toBe(true);
  });
});

describe('turns by key', () => {
  test('work with one key waits for one another, work with different keys does not', async () => {
    const { begun, piece, end } = workshop();
    const turns = takeTurnsByKey({ longest: 10 });
    const all = [turns('a', piece(0)), turns('a', piece(1)), turns('b', piece(2))];
    await settle();
    expect(begun).toEqual([0, 2]);
    end(0);
    await settle();
    expect(begun).toEqual([0, 2, 1]);
    end(1);
    end(2);
    expect(await Promise.all(all)).toEqual([0, 1, 2]);
  });

  test('a queue that is full for one key is open for another', async () => {
    const { piece, end } = workshop();
    const turns = takeTurnsByKey({ longest: 1 });
    const all = [turns('a', piece(0)), turns('a', piece(1))];
    await expect(turns('a', piece(2))).rejects.toBeInstanceOf(TooBusy);
    all.push(turns('b', piece(3)));
    await settle();
    end(3);
    end(0);
    await settle();
    end(1);
    expect(await Promise.all(all)).toEqual([0, 1, 3]);
  });

  test('who was turned away takes no place from those who wait', async () => {
    const { begun, piece, end } = workshop();
    const turns = takeTurnsByKey({ longest: 1 });
    const all = [turns('a', piece(0)), turns('a', piece(1))];
    for (let n = 2; n < 5; n++) await expect(turns('a', piece(n))).rejects.toBeInstanceOf(TooBusy);
    await settle();
    // A key that was forgotten too early would let this one run beside the first.
    expect(begun).toEqual([0]);
    end(0);
    await settle();
    all.push(turns('a', piece(5)));
    await settle();
    expect(begun).toEqual([0, 1]);
    end(1);
    await settle();
    end(5);
    expect(await Promise.all(all)).toEqual([0, 1, 5]);
  });

  test('of work with one key, as many pieces run at once as there are places', async () => {
    const { begun, piece, end } = workshop();
    const turns = takeTurnsByKey({ longest: 10, atOnce: 2 });
    const all = [0, 1, 2].map((n) => turns('a', piece(n)));
    all.push(turns('b', piece(3)));
    await settle();
    expect(begun).toEqual([0, 1, 3]);
    end(0);
    await settle();
    expect(begun).toEqual([0, 1, 3, 2]);
    for (const n of [1, 2, 3]) end(n);
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  test('what does not begin in time is given up and never begins; what runs is not hurried', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { begun, piece, end } = workshop();
      const turns = takeTurnsByKey({ longest: 10, patience: 4000 });
      const first = turns('a', piece(0));
      const late = turns('a', piece(1)).catch((fault: unknown) => fault);
      await vi.advanceTimersByTimeAsync(1000);
      const intime = turns('a', piece(2));
      await vi.advanceTimersByTimeAsync(2999);
      expect(begun).toEqual([0]);
      await vi.advanceTimersByTimeAsync(1);
      expect(await late).toBeInstanceOf(TooBusy);
      end(0);
      expect(await first).toBe(0);
      await settle();
      expect(begun).toEqual([0, 2]);
      expect(vi.getTimerCount()).toBe(0);
      end(2);
      expect(await intime).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a fault of work that had to wait reaches who asked for it, and its turn goes on', async () => {
    const { piece, end } = workshop();
    const turns = takeTurnsByKey({ longest: 10, patience: 60_000 });
    const first = turns('a', piece(0));
    const failing = turns('a', () => Promise.reject(new Error('broken'))).catch(
      (fault: Error) => fault.message,
    );
    const next = turns('a', () => Promise.resolve('done'));
    await settle();
    end(0);
    expect([await first, await failing, await next]).toEqual([0, 'broken', 'done']);
  });

  test('a key without work is forgotten, also after work that failed', async () => {
    const kept: Map<unknown, unknown>[] = [];
    const { set } = Map.prototype;
    // The only way to look at a map that nobody hands out: see which one the key goes into.
    Map.prototype.set = function (key, value) {
      if (String(key).startsWith('forget-')) kept.push(this);
      return set.call(this, key, value);
    };
    try {
      const turns = takeTurnsByKey({ longest: 5 });
      await turns('forget-me', () => Promise.resolve());
      await turns('forget-failed', () => Promise.reject(new Error('broken'))).catch(() => undefined);
      await Promise.all([1, 2, 3].map(() => turns('forget-three', () => Promise.resolve())));
    } finally {
      Map.prototype.set = set;
    }
    expect(new Set(kept).size).toBe(1);
    expect(kept[0]?.size).toBe(0);
  });
});
