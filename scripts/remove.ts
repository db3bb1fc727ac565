/** `npm run remove -- sample plans drafts`: takes a part of the starter out of this checkout for good, tables included. */

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, root, runChild, script, tool } from './child';
import { git, treeFault } from './git-tree';
import { plainDrops } from './remove-migration';
import { parts } from './remove-parts';
import { readRemoval, removeUsage } from './remove-rules';
import { partsLeft, type RemovedFiles, removeFromTree } from './remove-tree';
import { run } from './run';

const migrations = join(root, 'db', 'migrations', 'own');

async function main(): Promise<number> {
  const own = ownFiles();
  const removal = readRemoval(process.argv.slice(2), partsLeft(root, own));
  if (typeof removal === 'string') return refuse(`${removal}\n\n${removeUsage}`);
  const fault = removal.forced ? undefined : treeFault('the removal');
  if (fault) return refuse(fault);
  const { names } = removal;
  const done = removeFromTree(root, names, own);
  const failed = await finish(`remove_${names.join('_')}`, done);
  tell(names.map((name) => parts[name].title).join(', '), done);
  if (!failed) return 0;
  return refuse(`\nThe files are done, and then this failed:\n${failed}`);
}

/** What git keeps; without it, every file but those that a build or a run has left. */
function ownFiles(): string[] {
  const known = git('ls-files', '--cached', '--others', '--exclude-standard', '-z');
  if (known) return known.split('\0').filter(Boolean);
  const isOwn = (path: string) => !/^(node_modules|test-results|\.(?!github))/.test(path);
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => isOwn(entry.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(root, entry.name), { recursive: true, encoding: 'utf8' }).map((path) =>
            join(entry.name, path),
          )
        : [entry.name],
    )
    .filter((path) => statSync(join(root, path)).isFile());
}

/** The format, the migration that drops the tables, the generated documents. What a step said when it failed. */
async function finish(name: string, { changed }: RemovedFiles): Promise<string | undefined> {
  const before = new Set(readdirSync(migrations));
  const code = changed.filter((path) => /\.tsx?$/.test(path));
  const formatted = changed.filter((path) => /\.(tsx?|ya?ml)$/.test(path));
  const failed = await runAll([
    // First: what only the lines that went had asked for is no longer there, and what follows would ask for it.
    tool('biome', 'lint', '--write', '--unsafe', '--only=correctness/noUnusedImports', ...code),
    tool('biome', 'check', '--write', ...formatted),
    script('scripts/db-generate.ts', '--name', name),
  ]);
  if (failed) return failed;
  for (const file of readdirSync(migrations)) {
    if (before.has(file) || !file.endsWith('.sql')) continue;
    const path = join(migrations, file);
    writeFileSync(path, plainDrops(readFileSync(path, 'utf8')));
  }
  return runAll([script('scripts/docs.ts')]);
}

async function runAll(steps: readonly Command[]): Promise<string | undefined> {
  for (const step of steps) {
    const { code, output } = await runChild(step);
    if (code !== 0) return output;
  }
  return undefined;
}

function tell(what: string, { gone, changed }: RemovedFiles): void {
  console.log(`Removed ${what}. Gone:`);
  for (const path of gone) console.log(`  ${path}`);
  console.log('Changed:');
  for (const path of changed) console.log(`  ${path}`);
  console.log('\nLeft for you:');
  // Only lines went where a later version brought them back.
  if (gone.length > 0)
    console.log(`  - the newest file in db/migrations/own drops the tables, with every row in them: read it, and deploy it when no
    instance of the old code runs`);
  console.log(`  - the pictures of the README: npm run docs:pictures
  - npm test, then commit`);
}

function refuse(reason: string): number {
  console.error(reason);
  return 1;
}

await run(main);
