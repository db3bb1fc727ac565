/** Templates: files as they will be, in which `__thing__` and its other forms (names.ts) stand for the new name. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Project, SyntaxKind } from 'ts-morph';
import { type Command, root, tool } from '../child';
import { type PartName, partNames, withoutPart } from '../remove-marks';
import { namesOf, type ThingNames } from './names';

/** Text by path; the path has forms of the name as well. */
export type Templates = ReadonlyMap<string, string>;
export type NewFile = { readonly path: string; readonly text: string };

const ending = '.template';
const form = /__([A-Za-z][A-Za-z _-]*?)__/g;

export function readTemplates(kind: string): Templates {
  const folder = join(root, 'scripts', 'templates', kind);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .sort();
  return new Map(
    paths.map((path) => [
      relative(folder, join(folder, path)).split(sep).join('/').slice(0, -ending.length),
      readFileSync(join(folder, path), 'utf8'),
    ]),
  );
}

/** Throws where a form is none. */
export const filled = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replace(form, (whole, key: string) => {
    if (key === 'proto') return whole;
    const name = names[key];
    if (name === undefined) throw new Error(`${whole} is no form of a name`);
    return name;
  });

/** `there`: the parts of the starter that this checkout has; what belongs to the others is left out (scripts/remove-marks.ts). */
export function filesFrom(
  templates: Templates,
  names: Readonly<Record<string, string>>,
  there: readonly PartName[],
): NewFile[] {
  const gone = partNames.filter((part) => !there.includes(part));
  return [...templates].map(([path, text]) => ({
    path: filled(path, names),
    text: gone.reduce(withoutPart, filled(text, names)),
  }));
}

/** Stands in no code, so that an identifier with it comes from a name. */
const probe = 'zzz';

/** The names, in the forms that code uses bare, which the templates have for something else: one would hide the other. */
export function clashesIn(templates: Templates, names: ThingNames): string[] {
  const own = new Set<string>();
  for (const { path, text } of filesFrom(templates, namesOf(probe), partNames))
    for (const identifier of identifiersIn(path, text))
      if (!identifier.toLowerCase().includes(probe)) own.add(identifier);
  return [...new Set([names.thing, names.things, names.Thing, names.Things])].filter((name) => own.has(name));
}

function identifiersIn(path: string, text: string): string[] {
  if (!/\.tsx?$/.test(path)) return [];
  const project = new Project({ useInMemoryFileSystem: true });
  // Angle brackets are elements in a page and types elsewhere.
  const source = project.createSourceFile(
    /<\w+ className/.test(text) ? 'a.tsx' : (path.split('/').at(-1) ?? path),
    text,
  );
  return source.getDescendantsOfKind(SyntaxKind.Identifier).map((node) => node.getText());
}

/** What makes new files and new lines look like the rest. First what only a part asked for that this checkout does not have. */
export const formatSteps = (paths: readonly string[]): readonly Command[] => {
  const code = paths.filter((path) => /\.tsx?$/.test(path));
  return [
    tool('biome', 'lint', '--write', '--unsafe', '--only=correctness/noUnusedImports', ...code),
    tool('biome', 'check', '--write', ...code),
  ];
};
