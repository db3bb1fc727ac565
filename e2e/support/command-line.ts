/** The command line of scripts/cli-sample.ts as somebody runs it, and the browser in which they say yes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { root } from '../../scripts/child';
import { baseUrl } from './environment';
import { markSecret } from './secrets';

type Ended = { readonly code: number | null; readonly output: string };

/** `home`: where it keeps its tokens. `onOutput` is told everything that it has said so far. */
export async function runCommandLine(
  home: string,
  args: readonly string[],
  onOutput: (output: string) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'scripts/cli-sample.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, APP_URL: baseUrl(), NODE_ENV: 'test' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onOutput(output);
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** Types the code where its person is signed in, and continues. */
export async function approveDevice(page: Page, code: string): Promise<void> {
  await page.goto('/device');
  await page.getByLabel('Code', { exact: true }).fill(markSecret(code).toLowerCase());
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(/^Asked/)).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Your device is signed in' })).toBeVisible();
}
