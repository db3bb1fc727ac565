/** What code and documents cite, and whether it is there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, normalize, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
const passedOver = new Set([
  ...['node_modules', 'meta', 'test-results', 'playwright-report', 'coverage'],
  // Its examples cite what is not there.
  ...['citations.test.ts', 'package-lock.json'],
]);
const readable = new Set(['.ts', '.tsx', '.mjs', '.sql', '.css', '.md', '.yml', '.json']);

export type OwnText = { readonly path: string; readonly text: string };

/** Every file of ours that cites something, or might. */
export const readOwnTexts = (): OwnText[] =>
  pathsIn(root).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const hidden = entry.name.startsWith('.') && entry.name !== '.env.example' && entry.name !== '.github';
    if (hidden || passedOver.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pathsIn(path);
    return readable.has(extname(path)) || entry.name === '.env.example' ? [relative(root, path)] : [];
  });
}

export const isThere = (path: string): boolean => existsSync(join(root, path));

type Proof = { readonly file: string; readonly name: string | undefined };
export type ClauseRow = { readonly id: string; readonly proofs: readonly Proof[] };

/** The rows of docs/security.md, in their order. The last column holds test files, each with a name or without. */
export function clauseRows(document: string): ClauseRow[] {
  return document.split('\n').flatMap((line) => {
    const id = /^\| ([A-Z]-?\d{1,2}) \|/.exec(line)?.[1];
    return id ? [{ id, proofs: proofsIn(line.split(' | ').at(-1) ?? '') }] : [];
  });
}

const proofsIn = (column: string): Proof[] =>
  [...column.matchAll(/`([^`]+)`(?:: \*([^*]+)\*)?/g)].map(([, file = '', name]) => ({ file, name }));

/** What is wrong with the proof: a sentence, or nothing. */
export function faultOfProof({ file, name }: Proof): string | undefined {
  if (!/\.(test|spec)\.tsx?$/.test(file)) return `${file} is no test file`;
  if (!isThere(file)) return `${file} is not there`;
  if (name === undefined) return undefined;
  const text = readFileSync(join(root, file), 'utf8');
  const isNamed = ["'", '"', '`'].some((quote) => text.includes(`${quote}${name}${quote}`));
  return isNamed ? undefined : `${file} has no test or group called "${name}"`;
}

type Rule = {
  readonly pattern: RegExp;
  /** A sentence for each match that is wrong. */
  readonly fault: (match: RegExpExecArray, from: OwnText, ids: ReadonlySet<string>) => string | undefined;
};

const say =
  (words: string): Rule['fault'] =>
  ([found]) =>
    `"${found.trim()}": ${words}`;

const rules: readonly Rule[] = [
  {
    pattern: /(docs\/)?security\.md((?:,? [A-Z]-?\d{1,2}\b)+)/g,
    fault: ([found, folder, cited = ''], _from, ids) => {
      if (!folder) return `"${found}": say docs/security.md`;
      const missing = cited.split(/[, ]+/).filter((id) => id && !ids.has(id));
      return missing.length > 0 ? `docs/security.md has no row ${missing.join(', ')}` : undefined;
    },
  },
  {
    pattern: /\bfacts? F?\d+\b/gi,
    fault: say('say docs/security.md and the number of the row'),
  },
  {
    pattern: /^\s*(?:\/?\*|\/\/|--).*\([A-T]-?\d{1,2}(?:, [A-T]-?\d{1,2})*\)/gm,
    fault: say('a clause without its document'),
  },
  {
    pattern: /\bdecisions? (\d{1,3})\b/gi,
    fault: ([found, number = '']) =>
      decisionNumbers().has(Number(number)) ? undefined : `there is no ${found}`,
  },
  {
    pattern:
      /\b(?:capabilit(?:y|ies)|faults?(?:-\d)?|experience|contract|policy|house|issue),? (?:row |line )?#?\d+\b/gi,
    fault: say('nobody can look that up here'),
  },
  {
    // A bare name between quotes is a part that code joins to a path.
    pattern: /(?<![\w/.*'-])(?:\.{1,2}\/)*(?:[\w-]+\/)*[\w-]+\.md\b/g,
    fault: ([found], { path }) =>
      isThere(found) || (path.endsWith('.md') && isThere(normalize(join(dirname(path), found))))
        ? undefined
        : `${found} is not there`,
  },
];

let numbers: ReadonlySet<number> | undefined;
function decisionNumbers(): ReadonlySet<number> {
  numbers ??= new Set(readdirSync(join(root, 'docs/decisions')).map((name) => Number(name.slice(0, 3))));
  return numbers;
}

/** Every citation in the text that leads nowhere, as a sentence with its place. */
export function deadCitations(from: OwnText, ids: ReadonlySet<string>): string[] {
  return rules.flatMap(({ pattern, fault }) =>
    [...from.text.matchAll(pattern)].flatMap((match) => {
      const said = fault(match, from, ids);
      return said ? [`${from.path}:${lineAt(from.text, match.index)} ${said}`] : [];
    }),
  );
}

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;

const place = /(?<![\w/.@-])(?:app|bench|db|docs|e2e|lib|public|scripts|tests)\/[\w()./[\]-]*[\w)\]]/g;

/** Every path of ours that a document names and that is not there. `soon`: what a guide tells its reader to make. */
export const deadPaths = ({ path, text }: OwnText, soon: readonly string[] = []): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].flatMap((code) =>
    [...(code[1] ?? '').matchAll(place)]
      .filter(
        ([named]) => !isThere(named) && !/(^|\/)x\./.test(named) && !soon.some((made) => isIn(made, named)),
      )
      .map(([named]) => `${path}:${lineAt(text, code.index)} ${named} is not there`),
  );

const isIn = (path: string, named: string) => path === named || path.startsWith(`${named}/`);

/** Every link of a document to another place of ours that is not there, headings included. */
export const deadLinks = ({ path, text }: OwnText): string[] =>
  [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].flatMap((link) => {
    const [, to = '', heading] = link;
    const target = to ? normalize(join(dirname(path), to)) : path;
    const where = `${path}:${lineAt(text, link.index)}`;
    if (!isThere(target)) return [`${where} ${to} is not there`];
    if (!heading) return [];
    return headingsOf(target).includes(heading) ? [] : [`${where} ${target} has no heading #${heading}`];
  });

/** As GitHub makes them. */
const headingsOf = (path: string): string[] =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
