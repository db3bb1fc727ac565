/** `npm run test:generated`: on a copy of this checkout, everything that `npm run generate` writes passes as it is. */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownCopy } from '../tests/support/own-copy';
import { type Command, root, startChild } from './child';
import { copyLibraries } from './copy-libraries';
import { exampleFiles } from './generate/example';
import { partsThere } from './remove-tree';
import { testEnvironment } from './test-env';

const wanted = [
  'feature invoice',
  'feature purchase-order',
  'feature medium --plural media',
  'page reports --title Reports --nav',
  'page opening-hours',
  'mail invoice-sent',
  'mail invoice-overdue',
  'reason seat-removed',
  'setting invoice-reminder-lead --value 3d',
  'setting invoices-per-day --value 20 --group retention',
];
/** The last looks at every page in light and dark, wide and on a phone. */
const journeys = ['e2e/invoice', 'e2e/purchase-order', 'e2e/medium', 'e2e/pages', 'e2e/server/pages.spec.ts'];

const program = (name: string, ...args: string[]): Command => [
  process.execPath,
  join('node_modules', '.bin', name),
  ...args,
];
const own = (path: string, ...args: string[]): Command => [
  process.execPath,
  '--import',
  'tsx',
  path,
  ...args,
];

const checks: readonly Command[] = [
  program('biome', 'check', '.'),
  program('knip'),
  program('next', 'typegen'),
  program('tsc', '--noEmit'),
];

/** `--removed` first takes out every part; anything else makes the unit tests fewer. */
const isRemoved = process.argv.includes('--removed');
const filters = process.argv.slice(2).filter((arg) => arg !== '--removed');

async function main(): Promise<number> {
  const { folder } = ownCopy('generated');
  const run = async (...commands: readonly Command[]) => {
    for (const command of commands) {
      const code = await startChild(command, { cwd: folder, env: testEnvironment() }).exited;
      if (code !== 0) throw new Error(`${command.slice(1).join(' ')} ended with ${code}`);
    }
  };
  const remove = (...parts: readonly string[]) =>
    parts.length > 0 ? run(own('scripts/remove.ts', ...parts, '--force')) : undefined;
  try {
    await copyLibraries(folder);
    if (isRemoved) await remove(...partsThere(root));
    await run(...wanted.map((line) => own('scripts/generate.ts', ...line.split(' '), '--force')));
    if (!isRemoved) compareWithGuide(folder);
    await run(...checks, program('vitest', 'run', ...filters));
    await run(own('scripts/test-e2e.ts', ...journeys, '--project', 'journeys', '--no-deps'));
    const left = partsThere(folder).filter((part) => part !== 'sample');
    if (left.length === 0) return 0;
    await remove(...left);
    await run(
      ...checks,
      program('vitest', 'run', 'lib/invoice', 'lib/flows/invoice', 'lib/flows/account/export-data'),
    );
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** docs/your-first-feature.md tells of these files. */
function compareWithGuide(folder: string): void {
  for (const { path, text } of exampleFiles())
    if (readFileSync(join(folder, path), 'utf8') !== text)
      throw new Error(`the guide shows another ${path} than the one that is generated`);
}

process.exitCode = await main();
