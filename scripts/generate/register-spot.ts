/** Finds where a line is to go: a list, a table or a function, by its name or by what it holds. */

import {
  type ArrayLiteralExpression,
  Node,
  type ObjectLiteralExpression,
  type ReturnStatement,
  type SourceFile,
  SyntaxKind,
} from 'ts-morph';

export type Spot = { readonly of: string } | { readonly holding: string } | { readonly returnedBy: string };
export type Literal = ArrayLiteralExpression | ObjectLiteralExpression;

/** Somebody has moved or renamed it. */
export const goneFault = (source: SourceFile, what: string, name: string) =>
  new Error(`${source.getFilePath().slice(1)} has no ${what} ${name} any more`);

export function nameOfSpot(place: Spot): string {
  if ('of' in place) return place.of;
  return 'holding' in place ? `with ${place.holding}` : place.returnedBy;
}

export function listAt(source: SourceFile, place: Spot): ArrayLiteralExpression {
  const found =
    'holding' in place
      ? source
          .getDescendantsOfKind(SyntaxKind.ArrayLiteralExpression)
          .find((list) => list.getElements().some((item) => item.getText() === place.holding))
      : outermost(source, place, SyntaxKind.ArrayLiteralExpression);
  if (!found) throw goneFault(source, 'list', nameOfSpot(place));
  return found;
}

export function tableAt(source: SourceFile, place: Spot): ObjectLiteralExpression {
  const found = outermost(source, place, SyntaxKind.ObjectLiteralExpression);
  if (!found) throw goneFault(source, 'table', nameOfSpot(place));
  return found;
}

/** What the last statement of a function returns. */
export function returnOf(source: SourceFile, name: string): ReturnStatement {
  const last = source.getFunction(name)?.getStatements().at(-1);
  if (!Node.isReturnStatement(last)) throw goneFault(source, 'function', name);
  return last;
}

/** The literal itself, or the first one in what is made of it, such as `new Set([…])` or `{…} satisfies X`. */
function outermost<Kind extends SyntaxKind.ArrayLiteralExpression | SyntaxKind.ObjectLiteralExpression>(
  source: SourceFile,
  place: Spot,
  kind: Kind,
) {
  const value =
    'returnedBy' in place
      ? returnOf(source, place.returnedBy).getExpression()
      : source.getVariableDeclaration(nameOfSpot(place))?.getInitializer();
  return value?.asKind(kind) ?? value?.getFirstDescendantByKind(kind);
}
