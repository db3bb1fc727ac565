/** A Chromium for the browser tests: one that this machine has, else one that gets installed. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runChild, tool } from './child';

type Note = (text: string) => void;
type Command = readonly [string, ...string[]];

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
  const { code } = await runChild(path, ['--version'], { timeoutSeconds: 20 });
  return code === 0;
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
  const playwright = tool('playwright');
  const ways: Command[][] = [[[playwright, 'install', 'chromium']]];
  // The download alone lacks libraries on a bare image.
  if (process.platform === 'linux') ways.push([[playwright, 'install-deps', 'chromium']]);
  for (const way of [...ways, ...packageManagers()]) {
    for (const command of way) await attempt(command, note);
    const path = await firstThatRuns();
    if (path) return path;
  }
  return undefined;
}

async function attempt([program, ...args]: Command, note: Note): Promise<void> {
  note(`Looking for a browser: ${[program.split('/').at(-1), ...args].join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await runChild(program, args, { timeoutSeconds: 240, env });
  if (code !== 0) note(output.trim().split('\n').slice(-5).join('\n'));
}

function packageManagers(): Command[][] {
  const has = (name: string) =>
    (process.env.PATH ?? '').split(delimiter).some((folder) => isProgram(join(folder, name)));
  if (has('brew')) return [[['brew', 'install', '--cask', 'chromium']]];
  // -n: fails where a password would be asked for, which nobody is there to type.
  const root: string[] | undefined = process.getuid?.() === 0 ? [] : has('sudo') ? ['sudo', '-n'] : undefined;
  if (!root) return [];
  const ways: Record<string, string[][]> = {
    'apt-get': [['update'], ['install', '-y', 'chromium']],
    dnf: [['install', '-y', 'chromium']],
    apk: [['add', 'chromium']],
  };
  return Object.entries(ways)
    .filter(([name]) => has(name))
    .map(([name, steps]) => steps.map((step) => [...root, name, ...step] as unknown as Command));
}
