/** A Chromium for the browser tests: one that this machine has, else one that gets installed. */

import { chromium } from '@playwright/test';
import { tool } from './child';
import { attempt, installCommands, isProgram, type Note, placesOf, runs } from './programs';

/** Throws, saying what to do, when there is none and none can be installed. */
export async function findBrowser(note: Note = console.log): Promise<{ executablePath?: string }> {
  const wished = process.env.CHROMIUM_PATH;
  if (wished && (await runs(wished, '--version'))) return { executablePath: wished };
  if (wished) note(`CHROMIUM_PATH is set, but ${wished} does not run.`);
  const found = (await firstThatRuns()) ?? (await installed(note));
  if (found) return { executablePath: found };
  throw new Error(
    'No browser was found and none could be installed. Install Chromium and set CHROMIUM_PATH to it.',
  );
}

async function firstThatRuns(): Promise<string | undefined> {
  for (const path of [chromium.executablePath(), ...systemPaths()])
    if (await runs(path, '--version')) return path;
  return undefined;
}

function systemPaths(): string[] {
  const found = placesOf(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
  const apps = ['Google Chrome', 'Chromium'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  return [...new Set([...found, ...apps])];
}

/** Tries one way after the other until a browser runs. */
async function installed(note: Note): Promise<string | undefined> {
  await attempt('browser', 'playwright install chromium', tool('playwright', 'install', 'chromium'), note);
  const downloaded = chromium.executablePath();
  if (await runs(downloaded, '--version')) return downloaded;
  // On a bare image the download lacks libraries. Without a download, there is nothing to add them to.
  if (isProgram(downloaded) && process.platform === 'linux') {
    const libraries = tool('playwright', 'install-deps', 'chromium');
    await attempt('browser', 'playwright install-deps chromium', libraries, note);
    if (await runs(downloaded, '--version')) return downloaded;
  }
  for (const command of installCommands(['chromium'], ['--cask', 'chromium']))
    await attempt('browser', command.join(' '), command, note);
  return firstThatRuns();
}
