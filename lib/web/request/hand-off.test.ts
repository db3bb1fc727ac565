import { createHash, createHmac, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../../flows/context';
import { readHandOff, writeHandOff } from './hand-off';

const caller: Caller = {
  user: { id: 'u1', email: 'ada@example.com', name: 'Ada', role: 'member', assurance: 1, hasPassword: true },
  session: {
    id: 's1',
    remembered: false,
    idleSecondsLeft: 1700.5,
    absoluteSecondsLeft: 43_000,
    stepUpSecondsLeft: 0,
    sensitive: { idleSecondsLeft: 599.5, stepUpSecondsLeft: 299.5 },
  },
  now: new Date('2026-11-21T12:00:00.123Z'),
};
const cookie = 'the sealed cookie';

/** The monotonic clock stands still, or what is refused here might be refused for its age alone. */
const issued = 50_000;
const clockAt = (milliseconds: number) => vi.spyOn(performance, 'now').mockReturnValue(milliseconds);
clockAt(issued);
const written = writeHandOff(caller, cookie);
vi.restoreAllMocks();
beforeEach(() => void clockAt(issued));
afterEach(() => vi.restoreAllMocks());
const [payload = '', proof = ''] = written.split('.');

test('what the gate wrote is what the page reads, times included', () => {
  expect(readHandOff(written, cookie)).toEqual(caller);
});

test('it fits into a header, whatever the name of the person', () => {
  const named = { ...caller, user: { ...caller.user, name: 'Ådå 🦊\r\nX-Evil: 1' } };
  const header = writeHandOff(named, cookie);
  expect(header).toMatch(/^[\w.-]+$/);
  expect(readHandOff(header, cookie)?.user.name).toBe('Ådå 🦊\r\nX-Evil: 1');
});

describe('it is worth something for two seconds', () => {
  test.each([
    [0, true],
    [1999, true],
    [2000, true],
    [2001, false],
    [60_000, false],
  ])('read %d ms after it was written: %s', (later, fresh) => {
    clockAt(issued + later);
    expect(readHandOff(written, cookie)).toEqual(fresh ? caller : undefined);
  });

  test('whatever the clock on the wall says', () => {
    const wall = vi.spyOn(Date, 'now');
    for (const off of [-86_400_000, 0, 86_400_000]) {
      wall.mockReturnValue(1_800_000_000_000 + off);
      clockAt(issued + 2000);
      expect(readHandOff(written, cookie)).toEqual(caller);
      clockAt(issued + 2001);
      expect(readHandOff(written, cookie)).toBeUndefined();
    }
  });

  test('and its time cannot be exchanged', () => {
    const stale: { issuedAt: number } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(stale.issuedAt).toBe(issued);
    const younger = Buffer.from(JSON.stringify({ ...stale, issuedAt: issued + 5000 })).toString('base64url');
    clockAt(issued + 5000);
    expect(readHandOff(`${younger}.${proof}`, cookie)).toBeUndefined();
  });
});

/** With the right construction and a key of one's own. */
function signedBy(key: Buffer, text: string): string {
  const bound = `${createHash('sha256').update(cookie).digest('base64')}.${text}`;
  return `${text}.${createHmac('sha256', key).update(bound).digest('base64url')}`;
}
const other = Buffer.from(
  JSON.stringify({ ...caller, user: { ...caller.user, id: 'u2' }, issuedAt: issued }),
).toString('base64url');

describe('a hand-off is worth nothing', () => {
  test.each<[string, string | null, string | undefined]>([
    ['that is absent', null, cookie],
    ['that is empty', '', cookie],
    ['without the cookie it was made for', written, undefined],
    ['with an empty cookie', written, ''],
    ['with another cookie', written, 'another cookie'],
    ['with the same cookie and one more character', written, `${cookie} `],
    ['without its proof', payload, cookie],
    ['with an empty proof', `${payload}.`, cookie],
    ['without its payload', `.${proof}`, cookie],
    ['with a truncated proof', written.slice(0, -1), cookie],
    ['with a longer proof', `${written}A`, cookie],
    ['with its parts swapped', `${proof}.${payload}`, cookie],
    ['whose payload was exchanged', `${other}.${proof}`, cookie],
    ['signed with another key', signedBy(randomBytes(32), payload), cookie],
    ['signed with an empty key', signedBy(Buffer.alloc(0), other), cookie],
    ['signed with a key of zeros', signedBy(Buffer.alloc(32), other), cookie],
    [
      'signed with the sealing secret',
      signedBy(Buffer.from(process.env.SESSION_SECRET ?? ''), other),
      cookie,
    ],
    ['that is no base64', '%%%.%%%', cookie],
    ['that is only dots', '....', cookie],
    ['that is 16 KB long', 'a.'.repeat(8192), cookie],
  ])('%s', (_what, header, with_) => {
    expect(readHandOff(header, with_)).toBeUndefined();
  });

  test('with any one character changed', () => {
    for (let at = 0; at < written.length; at++) {
      const changed = written.slice(0, at) + (written[at] === 'A' ? 'B' : 'A') + written.slice(at + 1);
      expect(readHandOff(changed, cookie)).toBeUndefined();
    }
  });
});

test('the hand-off carries neither the cookie nor anything made from it alone', () => {
  expect(Buffer.from(payload, 'base64url').toString()).not.toContain(cookie);
  expect(writeHandOff(caller, 'another cookie').split('.')[0]).toBe(payload);
  expect(writeHandOff(caller, 'another cookie').split('.')[1]).not.toBe(proof);
});
