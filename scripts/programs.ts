/** Programs that the tests need and this machine may have, or its package manager. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Command, runChild } from './child';

export type Tell = (text: string) => void;

/** Where the path often does not lead: those of an administrator, of snap and of Homebrew. */
const moreFolders = ['/usr/bin', '/usr/sbin', '/usr/local/sbin', '/snap/bin', '/opt/homebrew/bin'];
const pathFolders = () => (process.env.PATH ?? '').split(delimiter);

/** Every place at which one of these programs may be. */
export const placesOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => [...pathFolders(), ...moreFolders].map((folder) => join(folder, name)));

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Being there is not enough: libraries may be missing, and Ubuntu's package is a note that points to a snap. */
export async function runs(path: string, ...args: string[]): Promise<boolean> {
  if (!isProgram(path)) return false;
  const result = await runChild([path, ...args], { timeoutSeconds: 20 }).catch(() => undefined);
  return result?.code === 0;
}

export async function attempt(what: string, name: string, command: Command, note: Tell): Promise<void> {
  note(`No ${what} yet, trying: ${name}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await runChild(command, { timeoutSeconds: 240, env });
  if (code !== 0) note(output.trim().split('\n').slice(-5).join('\n'));
}

/** What the first package manager of this machine needs to be told; nothing where nobody may tell it. */
export function installCommands(packages: readonly string[], brew: readonly string[]): Command[] {
  if (isOnPath('brew')) return [['brew', 'install', ...brew]];
  const steps: Record<string, string[][]> = {
    'apt-get': [['update'], ['install', '-y', ...packages]],
    dnf: [['install', '-y', ...packages]],
    apk: [['add', ...packages]],
  };
  const name = Object.keys(steps).find(isOnPath);
  if (!name) return [];
  const asRoot = process.getuid?.() === 0;
  if (!asRoot && !isOnPath('sudo')) return [];
  // -n: fails where a password would be asked for, which nobody is there to type.
  return (steps[name] ?? []).map((args) => (asRoot ? [name, ...args] : ['sudo', '-n', name, ...args]));
}

const isOnPath = (name: string) => pathFolders().some((folder) => isProgram(join(folder, name)));
