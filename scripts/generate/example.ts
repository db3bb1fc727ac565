/** The feature that docs/your-first-feature.md tells of, as `npm run generate -- feature invoice` writes it. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Node, Project, type Statement } from 'ts-morph';
import { product } from '../../lib/config/product';
import { root } from '../child';
import { partsThere } from '../remove-tree';
import { linesOfFeature } from './feature';
import { namesOf } from './names';
import type { Addition } from './register';
import { filesFrom, formatSteps, type NewFile, readTemplates } from './template';

const invoice = namesOf('invoice');

/** Where they will be. */
export const examplePaths = (): string[] =>
  filesFrom(readTemplates('feature'), invoice, partsThere(root)).map(({ path }) => path);

/** In the form in which they are written: the formatter works on a folder of its own. */
export function exampleFiles(there = partsThere(root)): NewFile[] {
  const files = filesFrom(readTemplates('feature'), invoice, there);
  const folder = mkdtempSync(join(tmpdir(), `${product.slug}-example-`));
  try {
    const rules = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as object;
    // There is no git in it.
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (const [program, ...args] of formatSteps(files.map(({ path }) => path)))
      execFileSync(program, args, { cwd: folder, stdio: 'pipe' });
    return files.map(({ path }) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file, or what of it has this name: a declaration, or a test by how its name begins. Throws where there is none. */
export function snippetOf(files: readonly NewFile[], path: string, name?: string): string {
  const text = files.find((file) => file.path === path)?.text;
  if (text === undefined) throw new Error(`${path} is not generated`);
  if (name === undefined) return text.trimEnd();
  const source = new Project({ useInMemoryFileSystem: true }).createSourceFile(path, text);
  const found = source.getStatements().find((statement) => isNamed(statement, name));
  if (!found) throw new Error(`${path} has no ${name}`);
  return found.getText(true);
}

const isNamed = (statement: Statement, name: string): boolean => {
  if (Node.isVariableStatement(statement))
    return statement.getDeclarations().some((declaration) => declaration.getName() === name);
  if (Node.isFunctionDeclaration(statement) || Node.isTypeAliasDeclaration(statement))
    return statement.getName() === name;
  return statement.getText().startsWith(`test('${name}`);
};

/** Every line that is put into a file that was there, by file and list. */
export function examplePlaces(): string {
  const rows = Object.entries(linesOfFeature(invoice)).flatMap(([path, additions]) => {
    const lists = [...new Set(additions.map(listOf))];
    return lists.map((list) => {
      const lines = additions.filter((addition) => listOf(addition) === list).map(lineOf);
      return `| \`${path}\` | ${list} | ${lines.map((line) => `\`${line}\``).join('<br>')} |`;
    });
  });
  return ['| File | Where | What |', '|---|---|---|', ...rows].join('\n');
}

function listOf(addition: Addition): string {
  if (addition.kind === 'import') return 'imports';
  if (addition.kind === 'beforeReturn') return `before \`${addition.of}\` returns`;
  if ('returnedBy' in addition) return `what \`${addition.returnedBy}\` returns`;
  if ('holding' in addition) return `the list with \`${addition.holding}\``;
  return 'of' in addition ? `\`${addition.of}\`` : 'at the end';
}

function lineOf(addition: Addition): string {
  if (addition.kind === 'importName') return addition.name;
  if (addition.kind !== 'property') return addition.text;
  return addition.text ? `${addition.name}: ${addition.text}` : addition.name;
}
