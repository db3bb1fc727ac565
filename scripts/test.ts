/** `npm test`: every check of the project, side by side where two cores allow, each with its time; one sum at the end. */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../db/embedded/server';
import { findBrowser } from './browser';
import { type Command, exitCodeOf, root, runChild, script, stoppedBy, tool } from './child';
import { findNginx } from './nginx';
import { type Count, playwrightCount, readReport, stepCount, sumLine, vitestCount } from './test-counts';
import { testEnvironment } from './test-env';
import { endOf, playwrightFailures, vitestFailures } from './test-failures';

type Step = { name: string; ok: boolean; count: Count; failures: string[] };
type Outcome = { count?: Count; failures?: string[] };
type Extra = { env?: NodeJS.ProcessEnv; report?: () => Outcome };

const steps: Step[] = [];
const reports = join(root, 'test-results');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

async function main(): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const began = Date.now();
  const server = await startEmbedded({ persistent: false });
  try {
    await everyStep({ ...testEnvironment(), TEST_DATABASE_URL: server.url() });
  } catch (error) {
    if (!stoppedBy()) throw error;
  } finally {
    await server.stop();
  }
  const signal = stoppedBy();
  if (signal) return exitCodeOf(signal);
  const red = steps.filter((step) => !step.ok);
  for (const text of red.flatMap((step) => step.failures)) console.log(text);
  console.log(
    `\n${red.length > 0 ? `Failed: ${red.map((step) => step.name).join(', ')}` : 'Everything passed'} in ${secondsSince(began)}`,
  );
  console.log(sumLine(steps.map((step) => step.count)));
  return red.length > 0 ? 1 : 0;
}

async function everyStep(env: NodeJS.ProcessEnv): Promise<void> {
  const jsonTo = `--outputFile.json=${vitestReport}`;
  const unit = tool('vitest', 'run', '--reporter=default', '--reporter=json', jsonTo);
  const [built, , { browser, nginx }] = await Promise.all([
    checksAndBuild(env),
    step('unit tests', [unit], { env, report: unitOutcome }),
    programs(),
  ]);
  if (!built || !browser) return skip('browser tests', built ? 'there is no browser' : 'there is no build');
  await step('browser tests', [script('scripts/test-e2e.ts')], {
    env: { ...env, SKIP_BUILD: '1', E2E_BROWSER_PATH: browser, E2E_NGINX_PATH: nginx },
    report: browserOutcome,
  });
}

const unitOutcome = (): Outcome => ({
  count: readReport(vitestReport, vitestCount),
  failures: readReport(vitestReport, vitestFailures),
});

const browserOutcome = (): Outcome => ({
  count: readReport(playwrightReport, playwrightCount),
  failures: readReport(playwrightReport, playwrightFailures),
});

/** One after the other: the types and the build both write .next/types. */
async function checksAndBuild(env: NodeJS.ProcessEnv): Promise<boolean> {
  await step('format and lint', [tool('biome', 'check', '.'), tool('knip')], { env });
  const types = [tool('next', 'typegen'), tool('tsc', '--noEmit')];
  await step('types', types, { env });
  return step('build', [tool('next', 'build')], { env });
}

/** One after the other: each may have to be installed, and a package manager works for one at a time. */
async function programs() {
  const browser = await found('browser', async (note) => (await findBrowser(note)).executablePath);
  return { browser, nginx: (await found('nginx', (note) => findNginx({ install: true, note }))) ?? '' };
}

async function found(
  name: string,
  find: (note: (text: string) => void) => Promise<string | undefined>,
): Promise<string | undefined> {
  const began = Date.now();
  try {
    const path = await find((text) => console.log(prefixed(name, text)));
    finish(name, true, began);
    return path;
  } catch (error) {
    finish(name, false, began, String(error));
    return undefined;
  }
}

/** Runs the commands until one fails; what they write appears in one piece when they have ended. */
async function step(name: string, commands: readonly Command[], extra: Extra): Promise<boolean> {
  const began = Date.now();
  console.log(`▸ ${name}`);
  let output = '';
  let ok = true;
  for (const command of commands) {
    const result = await runChild(command, { env: extra.env });
    output += result.output;
    ok = result.code === 0;
    if (!ok) break;
  }
  finish(name, ok, began, output, extra.report?.());
  return ok;
}

function finish(name: string, ok: boolean, began: number, output = '', outcome: Outcome = {}): void {
  const failures = outcome.failures?.length ? outcome.failures : [prefixed(name, endOf(output))];
  steps.push({ name, ok, count: stepCount(outcome.count, ok), failures });
  if (output.trim()) console.log(prefixed(name, output.trim()));
  console.log(`${ok ? '✓' : '✗'} ${name} (${secondsSince(began)})`);
}

function skip(name: string, reason: string): void {
  console.log(`✗ ${name}: skipped, because ${reason}`);
  steps.push({ name, ok: false, count: stepCount(undefined, false), failures: [] });
}

const prefixed = (name: string, text: string) => text.replaceAll('\r', '\n').replaceAll(/^/gm, `${name} │ `);
const secondsSince = (began: number) => `${((Date.now() - began) / 1000).toFixed(1)} s`;

process.exitCode = await main();
