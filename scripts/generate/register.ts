/**
 * Puts lines into a file of this checkout: into a list, a table, a union, a function. What is there keeps its form and its
 * comments; the formatter puts the new lines right afterwards.
 */

import { Node, Project, type SourceFile } from 'ts-morph';
import { goneFault, type Literal, listAt, nameOfSpot, returnOf, type Spot, tableAt } from './register-spot';

export type Addition =
  | ({ readonly kind: 'element'; readonly text: string; readonly beforeLast?: boolean } & Spot)
  | ({ readonly kind: 'property'; readonly name: string; readonly beforeLast?: boolean } & Spot & {
        /** Empty for `...name`, which spreads. */
        readonly text: string;
      })
  /** Of a type. */
  | { readonly kind: 'member'; readonly of: string; readonly name: string; readonly text: string }
  | { readonly kind: 'union'; readonly of: string; readonly text: string }
  | { readonly kind: 'import'; readonly text: string }
  /** One more name from a file that is asked already. */
  | { readonly kind: 'importName'; readonly name: string; readonly from: string }
  /** At the end of the file. */
  | { readonly kind: 'statement'; readonly text: string }
  | { readonly kind: 'beforeReturn'; readonly of: string; readonly text: string };

type Kind<K extends Addition['kind']> = Extract<Addition, { kind: K }>;
type Insertion = { readonly at: number; readonly put: string };

/** The text with every addition. Throws, naming the place, where one finds nothing to be added to, or is there already. */
export function registered(path: string, text: string, additions: readonly Addition[]): string {
  return additions.reduce((now, addition) => {
    const source = new Project({ useInMemoryFileSystem: true }).createSourceFile(path, now);
    return inserted(now, insertions(source, addition));
  }, text);
}

/** From the end, so that what comes before keeps its place; of two at one place the second comes first. */
const inserted = (text: string, all: readonly Insertion[]): string =>
  all
    .toSorted((a, b) => b.at - a.at)
    .reduce((now, { at, put }) => now.slice(0, at) + put + now.slice(at), text);

function insertions(source: SourceFile, addition: Addition): readonly Insertion[] {
  switch (addition.kind) {
    case 'element':
      return intoLiteral(source, listAt(source, addition), addition, addition.text);
    case 'property': {
      const { name, text } = addition;
      return intoLiteral(
        source,
        tableAt(source, addition),
        { ...addition, text: name },
        text ? `${name}: ${text}` : name,
      );
    }
    case 'member':
      return intoType(source, addition);
    case 'union':
      return intoUnion(source, addition);
    case 'import': {
      const last = source.getImportDeclarations().at(-1);
      return [{ at: last?.getEnd() ?? 0, put: `\n${addition.text}` }];
    }
    case 'importName':
      return intoImport(source, addition);
    case 'statement':
      return [{ at: source.getEnd(), put: `${addition.text}\n` }];
    case 'beforeReturn':
      return [{ at: returnOf(source, addition.of).getStart(), put: `${addition.text}\n` }];
  }
}

type Line = Spot & { readonly text: string; readonly beforeLast?: boolean };

function intoLiteral(source: SourceFile, literal: Literal, wanted: Line, line: string): Insertion[] {
  const items = Node.isArrayLiteralExpression(literal) ? literal.getElements() : literal.getProperties();
  if (items.some((item) => nameOf(item) === wanted.text))
    throw already(source, wanted.text, nameOfSpot(wanted));
  const last = items.at(-1);
  if (!last) return [{ at: literal.getEnd() - 1, put: `\n${line},\n` }];
  if (wanted.beforeLast) return [{ at: last.getStart(), put: `${line},\n` }];
  const close = literal.getEnd() - 1;
  const behind = source.getFullText().slice(last.getEnd(), close);
  // A comment behind the last one stands on its line.
  const insertion = { at: close, put: `${behind.includes('\n') ? '' : '\n'}${line},\n` };
  return last.getNextSibling() ? [insertion] : [insertion, { at: last.getEnd(), put: ',' }];
}

const nameOf = (item: Node): string => (Node.isPropertyAssignment(item) ? item.getName() : item.getText());

/** Nothing where it is imported already. */
function intoImport(source: SourceFile, { name, from }: Kind<'importName'>): Insertion[] {
  const names = source.getImportDeclaration(from)?.getNamedImports();
  const last = names?.at(-1);
  if (!last) throw goneFault(source, 'import from', from);
  return names?.some((each) => each.getName() === name) ? [] : [{ at: last.getEnd(), put: `, ${name}` }];
}

function intoType(source: SourceFile, { of, name, text }: Kind<'member'>): Insertion[] {
  const type = source.getTypeAlias(of)?.getTypeNode();
  if (!Node.isTypeLiteral(type)) throw goneFault(source, 'type', of);
  if (type.getProperty(name)) throw already(source, name, of);
  return [{ at: type.getEnd() - 1, put: `${name}: ${text};\n` }];
}

function intoUnion(source: SourceFile, { of, text }: Kind<'union'>): Insertion[] {
  const type = source.getTypeAlias(of)?.getTypeNode();
  if (!type) throw goneFault(source, 'type', of);
  const members = Node.isUnionTypeNode(type) ? type.getTypeNodes() : [type];
  if (members.some((member) => member.getText() === text)) throw already(source, text, of);
  return [{ at: type.getEnd(), put: ` | ${text}` }];
}

const already = (source: SourceFile, text: string, name: string) =>
  new Error(`${source.getFilePath().slice(1)} has ${text} in ${name} already`);
