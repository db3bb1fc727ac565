/** What a file exports, and by which function it was made. */

import { ts } from 'ts-morph';
import type { Module } from './modules';

export type TestExport = {
  readonly name: string;
  /** The function that was called to make it: `export const x = made(…)`. Undefined for everything else. */
  readonly madeBy: string | undefined;
  readonly typeOnly: boolean;
};

const words = (node: ts.Node) => (ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []);
const hasWord = (node: ts.Node, kind: ts.SyntaxKind) => words(node).some((word) => word.kind === kind);

export function exportsOf({ source }: Module): TestExport[] {
  const made = new Map(source.statements.flatMap(madeIn));
  return source.statements.flatMap((node) => exportedBy(node, made));
}

/** The constants of a statement that are results of a call, with what was called. */
function madeIn(node: ts.Statement): [string, string][] {
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations.flatMap(({ name, initializer }): [string, string][] =>
    initializer && ts.isCallExpression(initializer)
      ? [[name.getText(), initializer.expression.getText()]]
      : [],
  );
}

function exportedBy(node: ts.Statement, made: ReadonlyMap<string, string>): TestExport[] {
  if (ts.isExportAssignment(node)) return [{ name: 'default', typeOnly: false, madeBy: undefined }];
  if (ts.isExportDeclaration(node)) return listed(node, made);
  if (!hasWord(node, ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(node)) {
    const names = node.declarationList.declarations.map(({ name }) => name.getText());
    return names.map((name) => ({ name, typeOnly: false, madeBy: made.get(name) }));
  }
  const typeOnly = ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);
  const named = 'name' in node && node.name ? (node.name as ts.Identifier).text : 'something';
  const name = hasWord(node, ts.SyntaxKind.DefaultKeyword) ? 'default' : named;
  return [{ name, typeOnly, madeBy: undefined }];
}

/** `export { a, b as C }`, also from elsewhere. */
function listed(node: ts.ExportDeclaration, made: ReadonlyMap<string, string>): TestExport[] {
  if (!node.exportClause || !ts.isNamedExports(node.exportClause))
    return [{ name: '*', typeOnly: node.isTypeOnly, madeBy: undefined }];
  return node.exportClause.elements.map(({ name, propertyName, isTypeOnly }) => ({
    name: name.text,
    typeOnly: node.isTypeOnly || isTypeOnly,
    madeBy: node.moduleSpecifier ? undefined : made.get((propertyName ?? name).text),
  }));
}

/** The first statement of what a page exports by default, as text. */
export function firstOfDefault({ source }: Module): string {
  const page = source.statements
    .filter(ts.isFunctionDeclaration)
    .find((node) => hasWord(node, ts.SyntaxKind.DefaultKeyword));
  return page?.body?.statements[0]?.getText() ?? '';
}
