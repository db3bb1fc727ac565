/** The project's own modules as the compiler reads them: who imports whom. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ts } from 'ts-morph';

export type Import = {
  /** A file of ours, or the name of a package. */
  readonly to: string;
  readonly own: boolean;
  /** Gone when it is compiled. */
  readonly typeOnly: boolean;
};
export type Module = {
  readonly path: string;
  readonly text: string;
  readonly source: ts.SourceFile;
  readonly imports: readonly Import[];
  /** Exported on from somewhere else. */
  readonly passesOn: boolean;
  readonly directive: 'use client' | 'use server' | undefined;
};

const root = join(import.meta.dirname, '../..');
const passedOver = new Set([
  'node_modules',
  '.next',
  'migrations',
  'test-results',
  'playwright-report',
  'public',
]);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (passedOver.has(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [relative(root, path)] : [];
  });
}

/** All of them by path, such as `lib/time.ts`. */
export function readModules(): ReadonlyMap<string, Module> {
  const paths = new Set(filesIn(root));
  return new Map([...paths].sort().map((path) => [path, readModule(path, paths)]));
}

function readModule(path: string, paths: ReadonlySet<string>): Module {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const named = importOf(node);
    if (named) imports.push({ ...resolve(path, named.specifier, paths), typeOnly: named.typeOnly });
    ts.forEachChild(node, visit);
  };
  visit(source);
  const [first] = source.statements;
  const directive =
    first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)
      ? first.expression.text
      : '';
  return {
    path,
    text,
    source,
    imports,
    passesOn: source.statements.some(
      (node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined,
    ),
    directive: directive === 'use client' || directive === 'use server' ? directive : undefined,
  };
}

function importOf(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  }
  const [first] =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : [];
  return first && ts.isStringLiteral(first) ? { specifier: first.text, typeOnly: false } : undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return (
    !clause.name &&
    !!names &&
    ts.isNamedImports(names) &&
    names.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function resolve(from: string, specifier: string, paths: ReadonlySet<string>): { to: string; own: boolean } {
  if (!/^(\.|@\/)/.test(specifier)) return { to: specifier, own: false };
  const bare = specifier.startsWith('@/') ? specifier.slice(2) : join(dirname(from), specifier);
  const found = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`].find((path) => paths.has(path));
  return { to: found ?? bare, own: true };
}

/** One way round, for each ring of files that import each other. In the product types count, too: they tie files together all the same. */
export function ringsIn(modules: ReadonlyMap<string, Module>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const rings: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      rings.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    const counted = (modules.get(path)?.imports ?? []).filter(
      ({ to, typeOnly }) => modules.has(to) && (!typeOnly || /^(app|lib|db)\//.test(path)),
    );
    for (const { to } of counted) walk(to, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of modules.keys()) walk(path, []);
  return rings;
}

/** Tests may look at everything. */
export const isProduct = ({ path }: Module) => !path.endsWith('.test.ts') && !path.startsWith('tests/');
