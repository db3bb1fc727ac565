/** A Chromium for the browser tests: one that this machine has, else one that gets installed. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { tool } from './child';
import { attempt, installCommands, isProgram, placesOf, runs, type Tell } from './programs';

/** `whole`: with windows, for a person who looks on. */
type Wish = { readonly whole: boolean };

/**
 * Chromium without its windows, "headless shell", runs the same tests in about half the time, so it comes first unless
 * someone wants to look on. Throws, saying what to do, when there is no browser and none can be installed.
 */
export async function findBrowser(
  note: Tell = console.log,
  wish: Wish = { whole: wantsWindows() },
): Promise<{ executablePath?: string }> {
  const wished = process.env.CHROMIUM_PATH;
  if (wished && (await runs(wished, '--version'))) return { executablePath: wished };
  if (wished) note(`CHROMIUM_PATH is set, but ${wished} does not run.`);
  const found = (await firstThatRuns(wish)) ?? (await installed(note, wish));
  if (found) return { executablePath: found };
  throw new Error(
    'No browser was found and none could be installed. Install Chromium and set CHROMIUM_PATH to it.',
  );
}

const wantsWindows = () => process.argv.some((word) => ['--headed', '--ui', '--debug'].includes(word));

async function firstThatRuns({ whole }: Wish): Promise<string | undefined> {
  const all = [chromium.executablePath(), ...systemPaths()];
  for (const path of whole ? all : [...downloadedShells(), ...placesOf(['chromium-headless-shell']), ...all])
    if (await runs(path, '--version')) return path;
  return undefined;
}

/** Playwright downloads the shell beside the whole browser, and names only the latter. */
function downloadedShells(): string[] {
  const [folder, build = ''] =
    /^(.*)[/\\]chromium-(\d+)[/\\]/.exec(chromium.executablePath())?.slice(1) ?? [];
  if (!folder) return [];
  const programs = ['headless_shell', 'chrome-headless-shell'];
  const home = join(folder, `chromium_headless_shell-${build}`);
  const systems = isFolder(home) ? readdirSync(home) : [];
  return systems.flatMap((system) => programs.map((program) => join(home, system, program)));
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function systemPaths(): string[] {
  const found = placesOf(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
  const apps = ['Google Chrome', 'Chromium'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  return [...new Set([...found, ...apps])];
}

/** Tries one way after the other until a browser runs. */
async function installed(note: Tell, wish: Wish): Promise<string | undefined> {
  await attempt('browser', 'playwright install chromium', tool('playwright', 'install', 'chromium'), note);
  // On a bare image the download lacks libraries. Without a download, there is nothing to add them to.
  if (isProgram(chromium.executablePath()) && process.platform === 'linux' && !(await firstThatRuns(wish))) {
    const libraries = tool('playwright', 'install-deps', 'chromium');
    await attempt('browser', 'playwright install-deps chromium', libraries, note);
  }
  for (const [name, cask] of wish.whole ? [wholePackage] : [shellPackage, wholePackage]) {
    const found = await firstThatRuns(wish);
    if (found) return found;
    for (const command of installCommands([name], cask))
      await attempt('browser', command.join(' '), command, note);
  }
  return firstThatRuns(wish);
}

const wholePackage = ['chromium', ['--cask', 'chromium']] as const;
/** Debian has it in a package of its own; elsewhere this fails and the whole browser is next. */
const shellPackage = ['chromium-headless-shell', ['--cask', 'chromium']] as const;
