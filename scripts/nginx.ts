/** An nginx for the tests behind a real proxy: one that this machine has, else one that gets installed. */

import { attempt, installCommands, placesOf, runs, type Tell } from './programs';

type Options = { readonly install: boolean; readonly note?: Tell };

/** Empty where there is none and none can be installed; a machine of CI has to have one. */
export async function findNginx({ install, note = console.log }: Options): Promise<string> {
  const found = (await firstThatRuns()) ?? (install ? await installed(note) : undefined);
  if (found) return found;
  const missing = 'nginx with openssl was not found';
  if (process.env.CI) throw new Error(`${missing} and could not be installed.`);
  note(`${missing}: the tests behind a proxy are skipped. Install both to run them.`);
  return '';
}

/** openssl makes the certificate. */
async function firstThatRuns(): Promise<string | undefined> {
  if (!(await someRuns('openssl', 'version'))) return undefined;
  return someRuns('nginx', '-v');
}

async function someRuns(name: string, question: string): Promise<string | undefined> {
  for (const path of new Set(placesOf([name]))) if (await runs(path, question)) return path;
  return undefined;
}

async function installed(note: Tell): Promise<string | undefined> {
  for (const command of installCommands(['nginx', 'openssl'], ['nginx']))
    await attempt('nginx', command.join(' '), command, note);
  return firstThatRuns();
}
