/** `npm run drill [-- <name>]`: rehearsed disasters, each against a Postgres of its own. A line each; the exit code is how many failed. */

import { ensureDatabase } from '../db/administer';
import { ensureAppLogin } from '../db/app-login';
import { startEmbedded } from '../db/embedded/server';
import { migrate } from '../db/migrate';
import { freshSecret } from '../scripts/env-file';
import { run as runScript } from '../scripts/run';
import { testEnvironment } from '../scripts/test-env';

/** What was seen, for the line; throws with what went wrong. */
type Drill = (databaseUrl: string) => Promise<string>;

const drills: Readonly<Record<string, () => Promise<Drill>>> = {
  'steal-refresh': async () => (await import('./steal-refresh')).stealRefresh,
};

async function main([name, ...more]: readonly string[]): Promise<number> {
  const wanted = name === undefined ? Object.keys(drills) : [name];
  if (more.length > 0 || wanted.some((each) => !Object.hasOwn(drills, each))) {
    console.error(`Use: npm run drill [-- <name>]\n\n  ${Object.keys(drills).join('\n  ')}`);
    return 2;
  }
  const server = await startEmbedded({ persistent: false });
  try {
    let failed = 0;
    for (const each of wanted) failed += (await passes(each, server.url)) ? 0 : 1;
    return failed;
  } finally {
    await server.stop();
  }
}

async function passes(name: string, address: (database?: string) => string): Promise<boolean> {
  const database = `drill_${name.replaceAll('-', '_')}`;
  await ensureDatabase(address(), database);
  await migrate(address(database));
  const url = await ensureAppLogin(address(database));
  const environment = { ...testEnvironment(), DATABASE_URL: url, SESSION_SECRET: freshSecret() };
  Object.assign(process.env, environment, { APP_URL: 'http://localhost:3000', LOG_LEVEL: 'silent' });
  const began = performance.now();
  try {
    const drill = await drills[name]?.();
    console.log(`✓ ${name}: ${await drill?.(url)} (${secondsSince(began)})`);
    return true;
  } catch (error) {
    console.log(`✗ ${name}: ${error instanceof Error ? error.message : error} (${secondsSince(began)})`);
    return false;
  }
}

const secondsSince = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

await runScript(() => main(process.argv.slice(2)));
