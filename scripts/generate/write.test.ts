import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnCopy, ownCopy } from '../../tests/support/own-copy';
import { partsThere } from '../remove-tree';
import { readAsked } from './arguments';
import type { Generation } from './generation';
import { generationOf } from './kinds';
import { exportClash, type Written, writeGeneration } from './write';

let copy: OwnCopy;
beforeAll(() => {
  copy = ownCopy('generate');
});
afterAll(() => rmSync(copy.folder, { recursive: true, force: true }));

const asked = (line: string): Generation | string => {
  const read = readAsked(line.split(' '));
  if (typeof read === 'string') return read;
  const { folder } = copy;
  return generationOf(read, { parts: partsThere(folder), has: (path) => existsSync(join(folder, path)) });
};
const planned = (line: string): Generation => {
  const plan = asked(line);
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
};
const written = (line: string): Written => {
  const done = writeGeneration(copy.folder, planned(line));
  if (typeof done === 'string') throw new Error(done);
  return done;
};
const text = (path: string) => readFileSync(join(copy.folder, path), 'utf8');
const everything = () => copy.paths.map((path) => text(path));

const lines = [
  'feature test-letter',
  'page test-letter-page --nav',
  'mail test-letter-sent',
  'reason test-letter-lost',
  'setting test-letter-wait --value 3d',
  'setting test-letter-count --value 20 --group retention',
];

describe('what is generated', () => {
  test.each(lines)('%s finds every place that has to know of it, and is taken back whole', (line) => {
    const before = everything();
    const done = written(line);
    const after = everything();
    const changed = copy.paths.filter((_path, index) => after[index] !== before[index]);
    done.takeBack();
    expect(changed.sort()).toEqual(done.changed.toSorted());
    expect(changed.length).toBeGreaterThan(1);
    expect(everything()).toEqual(before);
    expect(done.created.filter((path) => existsSync(join(copy.folder, path)))).toEqual([]);
    expect(existsSync(join(copy.folder, 'lib/test-letter'))).toBe(false);
  });

  test('a second mail stands beside the first', () => {
    const first = written('mail test-letter-sent');
    const second = written('mail test-letter-read');
    const words = text('lib/words/mails-own.ts');
    expect(words).toContain("'test_letter_sent' | 'test_letter_read'");
    expect(words.match(/^ *test_letter_(sent|read): \{$/gm)).toHaveLength(2);
    expect(second.created).toEqual([]);
    second.takeBack();
    first.takeBack();
  });
});

describe('nothing is written', () => {
  test('where a place has gone that has to know of it', () => {
    const before = text('tests/owners.test.ts');
    writeFileSync(join(copy.folder, 'tests/owners.test.ts'), before.replace('const owners', 'const others'));
    try {
      expect(writeGeneration(copy.folder, planned('feature test-letter'))).toBe(
        'tests/owners.test.ts has no table owners any more',
      );
      rmSync(join(copy.folder, 'tests/owners.test.ts'));
      expect(writeGeneration(copy.folder, planned('feature test-letter'))).toBe(
        'tests/owners.test.ts is not there any more',
      );
    } finally {
      writeFileSync(join(copy.folder, 'tests/owners.test.ts'), before);
    }
    expect(existsSync(join(copy.folder, 'lib/test-letter'))).toBe(false);
  });

  test.each([
    ['feature session', '"session" is taken: lib/session is there. Choose another name.'],
    ['feature secret', '"secret" is taken: lib/secret.ts is there. Choose another name.'],
    ['feature setting', '"setting" is taken: lib/config/settings/setting.ts is there. Choose another name.'],
    ['feature user', '"user" is taken: db/schema/users.ts is there. Choose another name.'],
    [
      'feature world',
      '"world" already means something in the code that every feature has. Choose a name of two words.',
    ],
    [
      'page dashboard',
      'The address /dashboard is taken: app/(signed-in)/dashboard is there. Choose another name.',
    ],
    ['page api', 'The address /api is taken: app/api is there. Choose another name.'],
    [
      'page sign-in',
      'The address /sign-in is taken: app/(signed-out)/sign-in is there. Choose another name.',
    ],
    ['setting app-url --value 5', 'The variable APP_URL is taken. Choose another name.'],
    ['setting node-env --value 5', 'The variable NODE_ENV is taken. Choose another name.'],
    ['setting sign-ups-per-hour --value 5', 'The variable SIGN_UPS_PER_HOUR is taken. Choose another name.'],
    [
      'setting path --value 5',
      `Say what "path" is of, in two words or more: a variable PATH could be anybody's.`,
    ],
  ])('%s', (line, sentence) => {
    expect(asked(line)).toBe(sentence);
  });

  test.each([
    ['mail account-deleted', 'lib/mail/kinds.ts has account_deleted in MailFacts already'],
    ['reason idle-timeout', "lib/session/reasons.ts has 'idle_timeout' in endReasons already"],
  ])('%s', (line, sentence) => {
    expect(writeGeneration(copy.folder, planned(line))).toBe(sentence);
  });

  test('where something else exports a name of it', () => {
    const plan = planned('feature test-letter');
    expect(exportClash(plan)).toBeUndefined();
    const files = [{ path: 'lib/test-letter/store.ts', text: 'export const parsePolicy = 1;' }];
    expect(exportClash({ ...plan, files })).toBe(
      'parsePolicy is exported by lib/config/policy.ts already. Choose another name.',
    );
  });
});
