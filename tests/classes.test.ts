import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { __unstable__loadDesignSystem } from 'tailwindcss';
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { readModules } from './support/modules';

const sheet = join(import.meta.dirname, '../app/globals.css');

async function loadStylesheet(id: string, base: string) {
  const path = id === 'tailwindcss' ? createRequire(sheet).resolve('tailwindcss/index.css') : join(base, id);
  return { path, base: dirname(path), content: readFileSync(path, 'utf8') };
}

/** Names that globals.css itself defines or looks for. */
const ownClasses = new Set(
  [...readFileSync(sheet, 'utf8').matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name),
);

const design = await __unstable__loadDesignSystem(readFileSync(sheet, 'utf8'), {
  base: dirname(sheet),
  loadStylesheet,
});

/** They style nothing themselves: others look at them. */
const marks = /^(group|peer)(\/|$)/;

const known = new Map<string, boolean>();
function makesCss(name: string): boolean {
  const css = () => design.candidatesToCss([name]).every((rule) => rule !== null);
  const answer = known.get(name) ?? (ownClasses.has(name) || marks.test(name) || css());
  known.set(name, answer);
  return answer;
}

type Literal = { readonly where: string; readonly names: readonly string[]; readonly inClassName: boolean };

/** Every text in `app` that may be a list of classes, with the file and line that it stands in. */
function literals(): Literal[] {
  const found: Literal[] = [];
  for (const { path, source } of readModules().values()) {
    if (!path.startsWith('app/') || path.endsWith('.test.ts')) continue;
    const visit = (node: ts.Node, inClassName: boolean): void => {
      const inside = inClassName || (ts.isJsxAttribute(node) && node.name.getText() === 'className');
      if (
        ts.isStringLiteralLike(node) ||
        ts.isTemplateHead(node) ||
        ts.isTemplateMiddleOrTemplateTail(node)
      ) {
        const names = node.text.split(/\s+/).filter(Boolean);
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        if (names.length > 0 && !isArgument(node))
          found.push({ where: `${path}:${line}`, names, inClassName: inside });
      }
      ts.forEachChild(node, (child) => visit(child, inside));
    };
    visit(source, false);
  }
  return found;
}

/** Inside a className, `tone === 'good'` asks and `{ variant: 'primary' }` chooses: neither is a class. */
const isArgument = ({ parent }: ts.Node) =>
  ts.isPropertyAssignment(parent)
    ? ts.isCallExpression(parent.parent.parent)
    : ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken;

/** Outside of className a text counts as a list of classes when most of its words are some. */
const isClassList = ({ names, inClassName }: Literal) =>
  inClassName || (names.length > 1 && names.filter(makesCss).length > names.length / 2);

test('every class that a page names exists', () => {
  const lists = literals().filter(isClassList);
  expect(lists.length, 'lists of classes that were found').toBeGreaterThan(200);
  const missing = lists.flatMap(({ where, names }) =>
    names.filter((name) => !makesCss(name)).map((name) => `${where} ${name}`),
  );
  expect(missing, 'app/globals.css defines no such class: use one of its colours and sizes').toEqual([]);
});

test('a class of the default palette does not exist', () => {
  expect([makesCss('bg-white'), makesCss('bg-canvas'), makesCss('text-link')]).toEqual([false, true, true]);
});
