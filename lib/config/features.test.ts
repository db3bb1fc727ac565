import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Feature, features, impossibleSwitches, unbundledModules } from './features';

const root = join(import.meta.dirname, '../..');
const standIn = createRequire(import.meta.url)('../../app/ui/left-out.cjs');
const off =
  (...names: readonly string[]) =>
  (feature: Feature) =>
    !names.includes(feature);
const everythingOff = () => false;

test('every switch says in a sentence what it means for people who have used it', () => {
  for (const [name, { off: sentence }] of Object.entries(features))
    expect(sentence, name).toMatch(/^[A-Z].+\.$/);
});

test('nothing speaks against everything on, nor against everything off', () => {
  expect(impossibleSwitches()).toEqual([]);
  expect(impossibleSwitches(everythingOff)).toEqual([]);
});

test('the staff console without any second factor is refused by name, and with one it stands', () => {
  expect(impossibleSwitches(off('passkeys'))).toEqual([]);
  expect(impossibleSwitches(off('passkeys', 'authenticatorApp'))).toEqual([
    'staffConsole is on and passkeys and authenticatorApp are off in lib/config/features.ts: staff sign in with a second factor',
  ]);
});
// only: plans, from here

test('plans without drafts are refused by name', () => {
  expect(impossibleSwitches(off('drafts'))).toEqual([
    'plans is on and drafts is off in lib/config/features.ts: the steps of a plan are kept as drafts',
  ]);
});
// only: plans, to here

describe('code for browsers', () => {
  test('stays while everything is on, and of two features until both are off', () => {
    expect(unbundledModules()).toEqual([]);
    const providers = 'app/(signed-out)/provider-buttons';
    expect(unbundledModules(off('google'))).not.toContain(providers);
    expect(unbundledModules(off('google', 'github'))).toContain(providers);
  });

  test.each(unbundledModules(everythingOff))('%s is there, and imported by this address alone', (module) => {
    expect(['.ts', '.tsx'].some((end) => existsSync(join(root, module + end)))).toBe(true);
    const importers = imports.filter(({ from }) => from.endsWith(`/${module.split('/').at(-1)}`));
    const nearby = importers.filter(
      ({ from, path }) => from.startsWith('.') && resolved(path, from) === module,
    );
    expect(nearby, `import it as @/${module}: next.config.ts replaces that one`).toEqual([]);
    expect(importers.some(({ from }) => from === `@/${module}`)).toBe(true);
    const file = ['.ts', '.tsx'].map((end) => join(root, module + end)).find(existsSync) ?? '';
    const exported = [
      ...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:const|function) (\w+)/gm),
    ];
    expect(exported.length).toBeGreaterThan(0);
    for (const [, name = ''] of exported) expect(standIn).toHaveProperty(name);
  });
});

const imports = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .flatMap((path) => {
    const text = readFileSync(join(root, 'app', path), 'utf8');
    return [...text.matchAll(/^(?:import (?!type )|\} )[^;]*?from '([^']+)'/gm)].map(([, from = '']) => ({
      path: join('app', path),
      from,
    }));
  });

const resolved = (path: string, from: string) => join(path, '..', from);
