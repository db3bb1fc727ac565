/** A Chromium for the browser tests: one that this machine has, else one that gets installed. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { type Command, runChild, tool } from './child';

type Note = (text: string) => void;

/** Throws, saying what to do, when there is none and none can be installed. */
export async function findBrowser(note: Note = console.log): Promise<{ executablePath?: string }> {
  const wished = process.env.CHROMIUM_PATH;
  if (wished && (await runs(wished))) return { executablePath: wished };
  if (wished) note(`CHROMIUM_PATH is set, but ${wished} does not run.`);
  const found = (await firstThatRuns()) ?? (await installed(note));
  if (found) return { executablePath: found };
  throw new Error(
    'No browser was found and none could be installed. Install Chromium and set CHROMIUM_PATH to it.',
  );
}

async function firstThatRuns(): Promise<string | undefined> {
  for (const path of [chromium.executablePath(), ...systemPaths()]) if (await runs(path)) return path;
  return undefined;
}

function systemPaths(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/snap/bin',
    '/opt/homebrew/bin',
  ];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const apps = ['Google Chrome', 'Chromium'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  return [...new Set([...found, ...apps])];
}

/** Being there is not enough: libraries may be missing, and Ubuntu's package is a note that points to a snap. */
async function runs(path: string): Promise<boolean> {
  if (!isProgram(path)) return false;
  const result = await runChild([path, '--version'], { timeoutSeconds: 20 }).catch(() => undefined);
  return result?.code === 0;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tries one way after the other until a browser runs. */
async function installed(note: Note): Promise<string | undefined> {
  await attempt('playwright install chromium', tool('playwright', 'install', 'chromium'), note);
  const downloaded = chromium.executablePath();
  if (await runs(downloaded)) return downloaded;
  // On a bare image the download lacks libraries. Without a download, there is nothing to add them to.
  if (isProgram(downloaded) && process.platform === 'linux') {
    await attempt('playwright install-deps chromium', tool('playwright', 'install-deps', 'chromium'), note);
    if (await runs(downloaded)) return downloaded;
  }
  for (const command of packageManager()) await attempt(command.join(' '), command, note);
  return firstThatRuns();
}

async function attempt(name: string, command: Command, note: Note): Promise<void> {
  note(`No browser yet, trying: ${name}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await runChild(command, { timeoutSeconds: 240, env });
  if (code !== 0) note(output.trim().split('\n').slice(-5).join('\n'));
}

/** What the first package manager of this machine needs to be told. */
function packageManager(): Command[] {
  if (isOnPath('brew')) return [['brew', 'install', '--cask', 'chromium']];
  const steps: Record<string, string[][]> = {
    'apt-get': [['update'], ['install', '-y', 'chromium']],
    dnf: [['install', '-y', 'chromium']],
    apk: [['add', 'chromium']],
  };
  const name = Object.keys(steps).find(isOnPath);
  if (!name) return [];
  const asRoot = process.getuid?.() === 0;
  if (!asRoot && !isOnPath('sudo')) return [];
  // -n: fails where a password would be asked for, which nobody is there to type.
  return (steps[name] ?? []).map((args) => (asRoot ? [name, ...args] : ['sudo', '-n', name, ...args]));
}

const isOnPath = (name: string) => pathFolders().some((folder) => isProgram(join(folder, name)));
const pathFolders = () => (process.env.PATH ?? '').split(delimiter);
