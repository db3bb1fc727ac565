/** Writes a plan into a checkout: all of it, or nothing. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Project } from 'ts-morph';
import { exportsOf } from '../../tests/support/exports';
import { readModules } from '../../tests/support/modules';
import type { Generation } from './generation';
import { registered } from './register';

export type Written = {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly paths: readonly string[];
  /** Also of what the steps after it have changed: migrations and documents. */
  readonly takeBack: () => void;
};

/** A sentence where a place is gone or a file is there; then nothing is written. */
export function writeGeneration(folder: string, { files, additions }: Generation): Written | string {
  const there = files.find(({ path }) => existsSync(join(folder, path)));
  if (there) return `${there.path} is there already`;
  let changes: { path: string; text: string }[];
  try {
    changes = Object.entries(additions).map(([path, lines]) => {
      if (!existsSync(join(folder, path))) throw new Error(`${path} is not there any more`);
      return { path, text: registered(path, readFileSync(join(folder, path), 'utf8'), lines) };
    });
  } catch (fault) {
    return (fault as Error).message;
  }
  const takeBack = remembered(
    folder,
    [...files, ...changes].map(({ path }) => path),
  );
  try {
    for (const { path, text } of [...files, ...changes]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  } catch (fault) {
    takeBack();
    throw fault;
  }
  const [created, changed] = [files.map(({ path }) => path), changes.map(({ path }) => path)];
  return { created, changed, paths: [...created, ...changed], takeBack };
}

const migrations = ['db/migrations/own', 'db/migrations/own/meta'];

/** What takes back whatever happens from here on to these files, the migrations and the documents. */
function remembered(folder: string, paths: readonly string[]): () => void {
  const listed = (place: string) =>
    existsSync(join(folder, place))
      ? readdirSync(join(folder, place), { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => `${place}/${name}`)
      : [];
  const kept = [...paths, ...migrations.flatMap(listed), ...listed('docs'), '.env.example'];
  const before = new Map(
    kept
      .filter((path) => existsSync(join(folder, path)))
      .map((path) => [path, readFileSync(join(folder, path))]),
  );
  return () => {
    for (const [path, bytes] of before) writeFileSync(join(folder, path), bytes);
    for (const path of [...paths, ...migrations.flatMap(listed)])
      if (!before.has(path)) removeWith(folder, path);
  };
}

/** With the folders that are empty then. */
function removeWith(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    const place = join(folder, above);
    if (existsSync(place) && readdirSync(place).length > 0) return;
    if (existsSync(place)) rmdirSync(place);
  }
}

/** What a framework looks for by name. */
const setNames = /^(default|GET|metadata|generateMetadata)$/;

/** A sentence where something of this checkout has a name that a new file exports: each stands once in the tree. */
export function exportClash({ files }: Generation): string | undefined {
  const project = new Project({ useInMemoryFileSystem: true });
  const names = new Set(
    files
      .filter(({ path }) => /\.tsx?$/.test(path))
      .flatMap(({ path, text }) => {
        const source = project.createSourceFile(`/${path}`, text).compilerNode;
        return exportsOf({ source } as Parameters<typeof exportsOf>[0]).map(({ name }) => name);
      })
      .filter((name) => !setNames.test(name)),
  );
  for (const module of readModules().values()) {
    const twice = exportsOf(module).find(({ name }) => names.has(name));
    if (twice) return `${twice.name} is exported by ${module.path} already. Choose another name.`;
  }
  return undefined;
}
