/** `npm run generate -- feature invoice`: writes what every feature needs, and a few smaller things. See docs/your-first-feature.md. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, root, runChild, script } from './child';
import { type Asked, generateUsage, readAsked } from './generate/arguments';
import type { Generation } from './generate/generation';
import { generationOf } from './generate/kinds';
import { formatSteps } from './generate/template';
import { exportClash, type Written, writeGeneration } from './generate/write';
import { treeFault } from './git-tree';
import { partsThere } from './remove-tree';
import { run } from './run';

async function main(): Promise<number> {
  const asked = readAsked(process.argv.slice(2));
  if (typeof asked === 'string') return refuse(`${asked}\n\n${generateUsage}`);
  const fault = asked.forced ? undefined : treeFault('what is generated');
  if (fault) return refuse(fault);
  const plan = generationOf(asked, { parts: partsThere(root), has: (path) => existsSync(join(root, path)) });
  if (typeof plan === 'string') return refuse(plan);
  const clash = exportClash(plan);
  if (clash) return refuse(clash);
  const written = writeGeneration(root, plan);
  if (typeof written === 'string') return refuse(`${written}. Nothing was written.`);
  const failed = await finish(plan, written).catch((fault: unknown) => String(fault));
  if (failed !== undefined) {
    written.takeBack();
    return refuse(`${failed}\nEverything is as it was.`);
  }
  tell(asked, written, plan);
  return 0;
}

/** The format, the migration, the generated documents. What a step said when it failed. */
async function finish(plan: Generation, { paths }: Written): Promise<string | undefined> {
  const steps: readonly Command[] = [
    ...formatSteps(paths),
    ...(plan.migration ? [script('scripts/db-generate.ts', '--name', plan.migration)] : []),
    script('scripts/docs.ts'),
  ];
  for (const step of steps) {
    const { code: exit, output } = await runChild(step);
    if (exit !== 0) return output;
  }
  return undefined;
}

function tell({ kind, name }: Asked, { created, changed }: Written, { left, migration }: Generation): void {
  console.log(`Generated the ${kind} ${name}.`);
  const news = migration ? [...created, 'the newest file in db/migrations/own'] : created;
  for (const [title, paths] of [
    ['New:', news],
    ['Changed:', changed],
  ] as const) {
    if (paths.length > 0) console.log(title);
    for (const path of paths) console.log(`  ${path}`);
  }
  console.log('\nLeft for you:');
  for (const line of [...left, 'npm test, then commit'])
    console.log(line.startsWith(' ') ? `  ${line}` : `  - ${line}`);
}

function refuse(reason: string): number {
  console.error(reason);
  return 1;
}

await run(main);
