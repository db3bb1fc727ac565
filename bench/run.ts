/** `npm run bench`: what a session costs, as ratios against the same work without one. Prints tables, writes docs/performance.md. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDatabase } from '../db/administer';
import { ensureAppLogin } from '../db/app-login';
import { type Embedded, startEmbedded } from '../db/embedded/server';
import { migrate } from '../db/migrate';
import { makeTestNotes } from '../e2e/support/test-notes';
import { exitCodeOf, root, stoppedBy } from '../scripts/child';
import { freshSecret } from '../scripts/env-file';
import { testEnvironment } from '../scripts/test-env';
import { activityPages } from './activity';
import { measureAnswers } from './answers';
import { build } from './apps';
import type { CheckCosts } from './check';
import { compareLoad } from './compare';
import { asText, performanceDocument } from './document';
import { runInside } from './inside';
import { startBenchInstance } from './instance';
import { describeMachine } from './machine';
import { organizationCosts } from './organization';
import type { SignedInPerson } from './person';
import { programCosts } from './programs';
import { tablesOf } from './report';
import type { Results } from './results';
import { latencyBySize } from './rows';
import { countPerRequest, countTouches } from './statements';
import { measureStreams } from './streams';
import { startRelay } from './wire';

const parts = [
  'check',
  'sizes',
  'activity',
  'organization',
  'programs',
  'answers',
  'statements',
  'streams',
  'load',
] as const;
type Part = (typeof parts)[number];

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    'reuse-builds': { type: 'boolean', default: false },
  },
});
const wanted = new Set<string>(options.only?.split(',') ?? parts);
const wants = (...any: Part[]) => any.some((part) => wanted.has(part));

async function main(): Promise<number> {
  const server = await startEmbedded({ persistent: false });
  try {
    const results = await measure(server);
    const tables = tablesOf(results);
    for (const table of tables) console.log(asText(table));
    if (!options.quick && !options.only) {
      writeFileSync(join(root, 'docs', 'performance.md'), performanceDocument(results, tables));
    }
    return 0;
  } catch (error) {
    const signal = stoppedBy();
    if (!signal) throw error;
    return exitCodeOf(signal);
  } finally {
    await server.stop();
  }
}

async function measure(server: Embedded): Promise<Results> {
  await ensureDatabase(server.url(), 'bench');
  const databaseUrl = server.url('bench');
  await migrate(databaseUrl);
  await makeTestNotes(databaseUrl);
  const env = environment(await ensureAppLogin(databaseUrl));
  let results: Results = { machine: await describeMachine(server.url()), quick: options.quick };
  if (wants('check')) results = { ...results, ...(await step('check', () => measureCheck(env))) };
  if (wants('sizes')) results = { ...results, sizes: await step('sizes', () => measureSizes(server.url())) };
  if (wants('activity')) {
    const activity = await step('activity', () => activityPages(server.url(), options.quick ? 10 : 30));
    results = { ...results, activity };
  }
  if (wants('organization')) {
    const organization = await step('organization', () => measureOrganization(server.url()));
    results = { ...results, organization };
  }
  if (wants('programs')) {
    const sizes = options.quick ? [1000, 100_000] : [1000, 1_000_000];
    const programs = await step('programs', () => programCosts(server.url(), sizes, options.quick ? 10 : 20));
    results = { ...results, programs };
  }
  if (!wants('answers', 'statements', 'streams', 'load')) return results;
  await step('build', async () => {
    await build('product', env, options['reuse-builds']);
    if (wants('load')) await build('twin', env, options['reuse-builds']);
  });
  if (wants('answers')) {
    const pairs = options.quick ? 40 : 200;
    results = { ...results, answers: await step('answers', () => measureAnswers(env, pairs)) };
  }
  if (wants('streams')) {
    results = {
      ...results,
      streams: await step('streams', () => measureStreams(env, databaseUrl, options.quick)),
    };
  }
  if (!wants('statements', 'load')) return results;
  const person = await runInside<SignedInPerson>('sign-in.ts', env);
  if (wants('statements')) {
    results = { ...results, ...(await step('statements', () => countStatements(env, databaseUrl, person))) };
  }
  if (wants('load')) {
    const comparisons = await step('load', () => compareLoad(env, person, options.quick));
    results = { ...results, comparisons };
  }
  return results;
}

const environment = (databaseUrl: string): NodeJS.ProcessEnv => ({
  ...testEnvironment(),
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  SESSION_SECRET: freshSecret(),
  SHUTDOWN_DELAY: '0s',
  APP_URL: 'http://localhost:3000',
  // Not what is measured.
  API_CALLS_PER_MINUTE: '999999',
});

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  console.log(`▸ ${name}`);
  const result = await work();
  console.log(`✓ ${name} (${((Date.now() - began) / 1000).toFixed(0)} s)`);
  return result;
}

async function measureCheck(env: NodeJS.ProcessEnv) {
  const check = await runInside<CheckCosts>('check.ts', env, [options.quick ? '40' : '120']);
  const away = await startRelay(env.DATABASE_URL ?? '', { delayMs: 1 });
  try {
    const rounds = [options.quick ? '4' : '10'];
    return {
      check,
      checkAway: await runInside<CheckCosts>('check.ts', { ...env, DATABASE_URL: away.url }, rounds),
    };
  } finally {
    await away.close();
  }
}

const measureSizes = (admin: string) =>
  options.quick
    ? latencyBySize(admin, [1000, 10_000, 100_000], 20)
    : latencyBySize(admin, [1000, 100_000, 1_000_000], 60);

const measureOrganization = (admin: string) =>
  options.quick
    ? organizationCosts(admin, [1000, 100_000], 10)
    : organizationCosts(admin, [1000, 1_000_000], 40);

async function countStatements(
  env: NodeJS.ProcessEnv,
  databaseUrl: string,
  { cookie, caller, slug }: SignedInPerson,
) {
  const relay = await startRelay(env.DATABASE_URL ?? '');
  const instance = await startBenchInstance('product', { ...env, DATABASE_URL: relay.url });
  const visitor = { instance, relay, cookie };
  try {
    const perRequest = [];
    for (const path of ['/api/session', '/test-notes/new', '/test-notes', `/o/${slug}/settings/general`]) {
      perRequest.push(await countPerRequest(visitor, path, 50));
    }
    const session = { databaseUrl, sessionId: caller.session.id };
    const touches = await countTouches(visitor, { path: '/test-notes/new', requests: 64, ...session });
    return { perRequest, touches };
  } finally {
    await instance.stop();
    await relay.close();
  }
}

process.exitCode = await main();
