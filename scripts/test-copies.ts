/** `npm run test:copies`: what `npm test` can't show of this checkout, because it changes it. Each on a copy, one after the other. */

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownCopy } from '../tests/support/own-copy';
import { type Command, root, runChild, stoppedBy } from './child';
import { testEnvironment } from './test-env';

type Step = readonly [name: string, command: Command];
type Trial = {
  readonly name: string;
  readonly prepare?: (folder: string) => void;
  readonly steps: readonly Step[];
};

const tool = (name: string, ...args: string[]): Command => [
  process.execPath,
  join('node_modules', '.bin', name),
  ...args,
];
const script = (name: string, ...args: string[]): Command => [
  process.execPath,
  '--import',
  'tsx',
  `scripts/${name}.ts`,
  ...args,
];

const checks: readonly Step[] = [
  ['format and lint', tool('biome', 'check', '.')],
  ['nothing unused', tool('knip')],
];
const treeTests: Step = [
  'tests of the tree',
  tool('vitest', 'run', 'tests', 'scripts', 'lib/config', 'lib/words'),
];
const journeys = (...specs: string[]): Step => [
  'build and journeys',
  script('test-e2e', ...specs, '--project', 'journeys', '--no-deps'),
];

const trials: readonly Trial[] = [
  {
    name: 'everything off that can be off',
    prepare: (folder) => {
      const path = join(folder, 'lib/config/features.ts');
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('on: true', 'on: false'));
    },
    steps: [
      ['types', tool('tsc', '--noEmit')],
      journeys('e2e/server/switches.spec.ts', 'e2e/sign-in/sign-out.spec.ts', 'e2e/session/step-up.spec.ts'),
    ],
  },
  {
    name: 'renamed, and without the sample, plans and drafts',
    steps: [
      ['rename', script('rename', 'Harbour & Söhne', '--colour', '#0f766e', '--force')],
      ['remove', script('remove', 'all', '--force')],
      ...checks,
      ['types', tool('tsc', '--noEmit')],
      treeTests,
      journeys('e2e/server/switches.spec.ts', 'e2e/session/sessions.spec.ts', 'e2e/guard/guard-lock.spec.ts'),
    ],
  },
];

async function main(): Promise<number> {
  for (const trial of trials) if (!(await passes(trial))) return 1;
  console.log('Every copy passed');
  return 0;
}

async function passes({ name, prepare, steps }: Trial): Promise<boolean> {
  const { folder } = ownCopy('trial');
  try {
    await bringLibraries(folder);
    prepare?.(folder);
    for (const [what, command] of steps) {
      const began = Date.now();
      const { code, output } = await runChild(command, { cwd: folder, env: testEnvironment() });
      console.log(
        `${code === 0 ? '✓' : '✗'} ${name}: ${what} (${((Date.now() - began) / 1000).toFixed(1)} s)`,
      );
      if (code === 0) continue;
      if (!stoppedBy()) console.log(output);
      return false;
    }
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hard links where the system has them. Not a link to the folder: the build follows none that leads out of the copy. */
async function bringLibraries(folder: string): Promise<void> {
  const linked = await runChild(['cp', '-al', join(root, 'node_modules'), folder]);
  if (linked.code !== 0)
    cpSync(join(root, 'node_modules'), join(folder, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    });
}

process.exitCode = await main();
