import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../child';
import { generated } from '../docs';
import { parts } from '../remove-parts';
import { partsThere } from '../remove-tree';
import { exampleFiles, snippetOf } from './example';

const guide = 'docs/your-first-feature.md';
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const linesOf = (text: string) => text.split('\n').length - 1;

describe('the feature of the guide', () => {
  test('is formatted, has no form of a name left in it, and every file is small enough to read', () => {
    const files = exampleFiles();
    expect(files.length).toBeGreaterThan(15);
    for (const { path, text } of files) {
      expect(path + text).not.toMatch(/__[a-z]/i);
      expect(linesOf(text), path).toBeLessThanOrEqual(150);
      for (const line of text.split('\n')) expect(line.length, `${path}: ${line}`).toBeLessThanOrEqual(130);
    }
  });

  test('says nothing of drafts where they are gone', () => {
    for (const { path, text } of exampleFiles([])) expect(text, path).not.toMatch(/draft|only: /i);
  });

  // A product without the sample has nothing to measure it by.
  test.runIf(partsThere(root).includes('sample'))('is at most as long as the Projects sample', () => {
    const sample = parts.sample.paths
      .filter((path) => !/seeds|dashboard/.test(path))
      .flatMap((path) =>
        statSync(join(root, path)).isFile()
          ? [path]
          : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map(
              (name) => `${path}/${name}`,
            ),
      )
      .filter((path) => statSync(join(root, path)).isFile());
    const sum = (texts: readonly string[]) => texts.reduce((all, text) => all + linesOf(text), 0);
    expect(sum(exampleFiles().map(({ text }) => text))).toBeLessThanOrEqual(sum(sample.map(read)));
  });
});

describe('the guide', () => {
  test('gets back what somebody has changed in a snippet by hand', () => {
    const document = read(guide);
    const changed = document.replace('export function judgeInvoice(', 'export function judge(');
    expect(changed).not.toBe(document);
    expect(generated[guide]?.(changed)).toBe(document);
  });

  test('cannot show what is not generated', () => {
    const files = [
      { path: 'a.ts', text: "/** Why. */\nexport const a = 1;\n\ntest('it works', () => {});\n" },
    ];
    expect(snippetOf(files, 'a.ts', 'a')).toBe('/** Why. */\nexport const a = 1;');
    expect(snippetOf(files, 'a.ts', 'it works')).toBe("test('it works', () => {});");
    expect(() => snippetOf(files, 'a.ts', 'b')).toThrow('a.ts has no b');
    expect(() => snippetOf(files, 'b.ts')).toThrow('b.ts is not generated');
  });

  test('is found from the README, which is short enough to be read', () => {
    expect(read('README.md')).toContain(`](${guide})`);
    expect(read('docs/customizing.md')).toContain(`](${basename(guide)})`);
    expect(linesOf(read('README.md'))).toBeLessThanOrEqual(100);
  });
});
