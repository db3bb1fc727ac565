/** Two builds of the app: the product as it is, and its twin, the same tree with the session taken out. */

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runChild, tool } from '../scripts/child';

export type App = 'product' | 'twin';

/** Ignored by git. Both are copies, so that they are built alike and nothing in the checkout changes meanwhile. */
const home = join(root, '.next-bench');
export const directoryOf = (app: App) => join(home, app);

const folders = ['app', 'lib', 'db', 'public'];
const files = /^(proxy|instrumentation|next\.config)\.ts$|^tsconfig.*\.json$|^postcss\.config\.mjs$/;

/** What the twin has instead: file of the product → file of the bench. */
const substitutes = {
  'proxy.ts': 'proxy.ts',
  'instrumentation.ts': 'instrumentation.ts',
  'lib/web/request/current-session.ts': 'current-session.ts',
  'app/api/session/route.ts': 'session-route.ts',
  'bench/twin/caller.ts': 'caller.ts',
} as const;

/** Types are checked elsewhere; here they would take half of the time. */
const noTypes = { 'tsconfig.build.json': { extends: './tsconfig.json', include: ['next-env.d.ts'] } };

/** Throws with the build's own words when it fails. */
export async function build(app: App, env: NodeJS.ProcessEnv, reuse: boolean): Promise<void> {
  if (reuse && existsSync(join(directoryOf(app), '.next', 'BUILD_ID'))) return;
  copyTree(directoryOf(app));
  for (const [name, content] of Object.entries(noTypes)) {
    writeFileSync(join(directoryOf(app), name), JSON.stringify(content));
  }
  if (app === 'twin') substitute(directoryOf(app));
  const { code, output } = await runChild(tool('next', 'build', directoryOf(app)), {
    env,
    timeoutSeconds: 240,
  });
  if (code !== 0) throw new Error(`The build of the ${app} failed:\n${output}`);
}

function copyTree(to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const filter = (path: string) => !path.includes('.test.');
  for (const name of [...folders, ...readdirSync(root).filter((file) => files.test(file))]) {
    cpSync(join(root, name), join(to, name), { recursive: true, filter });
  }
}

function substitute(tree: string): void {
  for (const [target, source] of Object.entries(substitutes)) {
    cpSync(join(root, 'bench', 'twin', source), join(tree, target));
  }
}
