import { expect, test, vi } from 'vitest';
import { type ActionState, idempotencyKeyField } from '@/lib/web/guards/action-state';
import { HeldForm, type Surroundings } from './held-form';
import type { Outcome } from './send-held';

type Way = Outcome<unknown> | ((form: FormData, repeats: boolean) => Promise<Outcome<unknown>>);

function scene(ways: Way[], more: Partial<Surroundings<unknown>> = {}) {
  const keys: (string | undefined)[] = [];
  const said: string[] = [];
  let trouble: ((trying: ActionState<never>) => void) | undefined;
  const surroundings: Surroundings<unknown> = {
    send: async (form, { repeats, onTrouble }) => {
      keys.push(form.get(idempotencyKeyField)?.toString());
      said.push(`sent${repeats ? '' : ', once'}`);
      trouble = onTrouble;
      const way = ways.shift();
      if (way === undefined) throw new Error('sent once too often');
      return typeof way === 'function' ? way(form, repeats) : way;
    },
    repeats: true,
    guard: null,
    newKey: () => {
      made += 1;
      return `key ${made}`;
    },
    noteUnsure: (key) => said.push(key ? `unsure of ${key}` : 'sure'),
    leaveFor: (address) => said.push(`leaves for ${address}`),
    showPending: (pending) => said.push(pending ? 'waits' : 'rests'),
    showAnswer: (state) => said.push(state ? state.status : 'says nothing'),
    ...more,
  };
  let made = 0;
  const held = new HeldForm<unknown>(() => surroundings);
  return { held, said, keys, troubled: (state: ActionState<never>) => trouble?.(state) };
}

const done = { status: 'done' } as const;
const invalid = { status: 'invalid', fields: { name: 'Too long' } } as const;
const unavailable = { status: 'unavailable' } as ActionState<never>;

test('pressed twice it is sent once, and the second press waits for nothing', async () => {
  const { held, said } = scene([done]);
  const [first, second] = await Promise.all([held.submit(new FormData()), held.submit(new FormData())]);
  expect(first).toEqual(done);
  expect(second).toBeUndefined();
  expect(said).toEqual(['waits', 'sent', 'rests', 'sure', 'done']);
});

test('after an answer that is known the next press is another submission', async () => {
  const { held, keys } = scene([invalid, done]);
  await held.submit(new FormData());
  await held.submit(new FormData());
  expect(keys).toEqual(['key 1', 'key 2']);
});

test('while nobody knows what became of it, the next press is the same submission', async () => {
  const { held, keys, said } = scene([unavailable, invalid, done, done]);
  for (let press = 0; press < 4; press += 1) await held.submit(new FormData());
  // A refusal says nothing about the try whose answer was lost. An answer that it is done, or went through before, does.
  expect(keys).toEqual(['key 1', 'key 1', 'key 1', 'key 2']);
  expect(said.filter((word) => /sure/.test(word))).toEqual([
    'unsure of key 1',
    'unsure of key 1',
    'sure',
    'sure',
  ]);
});

test('a lost answer in the middle counts, whatever the last try was told', async () => {
  const { held, keys, troubled } = scene([
    async () => {
      troubled(unavailable);
      return invalid;
    },
    { ...invalid, wentThroughBefore: true } as ActionState<never>,
    done,
  ]);
  for (let press = 0; press < 3; press += 1) await held.submit(new FormData());
  expect(keys).toEqual(['key 1', 'key 1', 'key 2']);
});

test('after a reload in the middle of it, it goes under the key that it was sent under', async () => {
  const { held, keys } = scene([done]);
  held.mayHaveGoneThrough('key 0');
  await held.submit(new FormData());
  expect(keys).toEqual(['key 0']);
});

test('what cannot be recognised is never sent again on its own', async () => {
  const { held, said } = scene([done], { newKey: () => undefined });
  await held.submit(new FormData());
  expect(said).toContain('sent, once');
});

test('on the way to another page the button goes on waiting', async () => {
  const { held, said } = scene(['leaving']);
  expect(await held.submit(new FormData())).toBeUndefined();
  expect(await held.submit(new FormData())).toBeUndefined();
  expect(said).toEqual(['waits', 'sent']);
  const answered = scene([{ ...done, leaveFor: '/dashboard' }]);
  expect(await answered.held.submit(new FormData())).toBeUndefined();
  expect(answered.said).toEqual(['waits', 'sent', 'leaves for /dashboard']);
});

// only: drafts, from here
test('a draft is settled before and told after; one that somebody else would get is stopped', async () => {
  const draft = { beforeSend: vi.fn(async () => undefined), afterSend: vi.fn(), stop: vi.fn() };
  const { held } = scene([invalid, done, 'taken'], { draft });
  for (let press = 0; press < 3; press += 1) await held.submit(new FormData());
  expect(draft.beforeSend).toHaveBeenCalledTimes(3);
  expect(draft.afterSend.mock.calls).toEqual([[false], [true]]);
  expect(draft.stop).toHaveBeenCalledTimes(1);
});
// only: drafts, to here

test('it says whose page it is, and stops saying that the session has ended once they are back', async () => {
  let comeBack: (() => void) | undefined;
  const back = new Promise<void>((resolve) => {
    comeBack = resolve;
  });
  const whenBack = () => back;
  const forms: FormData[] = [];
  const { held, said } = scene(
    [
      async (form) => {
        forms.push(form);
        return { status: 'signed_out' } as ActionState<never>;
      },
    ],
    { guard: { userId: 'person-1', whenBack } },
  );
  await held.submit(new FormData());
  expect([...(forms[0]?.values() ?? [])]).toContain('person-1');
  expect(said.at(-1)).toBe('signed_out');
  comeBack?.();
  await vi.waitFor(() => expect(said.at(-1)).toBe('says nothing'));
});

test('the page hears of what is done, and of nothing else', async () => {
  const onDone = vi.fn();
  const { held } = scene([invalid, done], { onDone });
  await held.submit(new FormData());
  expect(onDone).not.toHaveBeenCalled();
  await held.submit(new FormData());
  expect(onDone).toHaveBeenCalledWith(done);
});
