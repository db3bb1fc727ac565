/** Two production instances of the built app on one database, as they run behind a load balancer. */

import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { clients } from '../../lib/config/clients';
import { isOn } from '../../lib/config/features';
import { type Child, productionServer, startChild } from '../../scripts/child';
import { freshSecret } from '../../scripts/env-file';
import { freePort } from '../../scripts/free-port';
import { testEnvironment } from '../../scripts/test-env';
import type { StandIn } from '../stand-ins/page';

export type Server = { readonly url: string; stop(signal?: NodeJS.Signals): Promise<number> };
export type Instances = { readonly urls: readonly [string, string]; stop(): Promise<void> };

/** What both instances and the tests share. Every test comes from one address, so limits per address are lifted. */
export function e2eEnvironment(databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...testEnvironment(),
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: freshSecret(),
    // The breach list is asked in its own tests.
    BREACHED_PASSWORDS_URL: 'off',
    // Nobody is in front of them; e2e/support/site.ts has the usual one.
    SHUTDOWN_DELAY: '0s',
    SIGN_UPS_PER_HOUR: '10000',
    FORGOT_PER_SOURCE_PER_HOUR: '10000',
    SOURCE_FAILURES_PER_MINUTE: '10000',
    SOURCE_FAILURES_PER_HOUR: '100000',
    SOURCE_ACCOUNTS_PER_HOUR: '10000',
    SESSION_CHANGES_PER_MINUTE: '100000',
    PASSKEY_CHALLENGES_PER_MINUTE: '100000',
    DEVICE_CODES_PER_SOURCE_PER_HOUR: '10000',
    WRONG_TOKENS_PER_SOURCE_PER_MINUTE: '10000',
    ...serviceSecrets(),
  };
}

/** They go into a form as they are. */
const serviceSecrets = () =>
  Object.fromEntries(
    clients.flatMap((client) =>
      client.kind === 'service' ? [[client.secretFrom, randomBytes(32).toString('base64url')]] : [],
    ),
  );

/** Google and GitHub, as far as these tests are concerned, and as far as they are on: a server refuses to know one that is off. */
export const providersAt = (google: StandIn, github: StandIn) => ({
  ...(isOn('google') && {
    GOOGLE_CLIENT_ID: google.clientId,
    GOOGLE_CLIENT_SECRET: google.clientSecret,
    GOOGLE_ISSUER: google.url,
  }),
  ...(isOn('github') && {
    GITHUB_CLIENT_ID: github.clientId,
    GITHUB_CLIENT_SECRET: github.clientSecret,
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.url,
  }),
});

/** Both write to the same log. They need no action key of their own: they share the build, which holds one. */
export async function startInstances(env: NodeJS.ProcessEnv, logFile: string): Promise<Instances> {
  const first = await freeServerPort();
  const second = await freePort(first + 1);
  const [a, b] = await startServers([first, second].map((port) => ({ env, logFile, port })));
  if (!a || !b) throw new Error('two servers were to be started');
  return { urls: [a.url, b.url], stop: async () => void (await Promise.all([a.stop(), b.stop()])) };
}

/** Away from the ports of development, and from those that outgoing connections get. */
export const freeServerPort = () => freePort(20_000 + Math.floor(Math.random() * 10_000));

/** All of them, or none. */
export async function startServers(wanted: readonly Wanted[]): Promise<Server[]> {
  const started = await Promise.allSettled(wanted.map(startServer));
  const servers = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const fault = started.find((each) => each.status === 'rejected');
  if (!fault) return servers;
  await Promise.all(servers.map((server) => server.stop()));
  throw fault.reason;
}

type Wanted = {
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly port: number;
  /** Where people find it; without a proxy in front, at its own port. */
  readonly appUrl?: string;
};

/** Resolves once it answers, asked at its own port also where it lives behind a proxy. */
async function startServer({ env, logFile, port, appUrl }: Wanted): Promise<Server> {
  const url = addressOf(port);
  const log = openSync(logFile, 'a');
  const child = startChild(productionServer('-p', String(port)), {
    // Playwright's workers ask for colours, which a log has no use for.
    env: { ...env, APP_URL: appUrl ?? url, PORT: String(port), FORCE_COLOR: undefined },
    output: log,
    graceSeconds: env.SHUTDOWN_DELAY === '0s' ? 3 : 30,
  });
  closeSync(log);
  const stop = (signal?: NodeJS.Signals) => child.stop(signal);
  try {
    await ready(child, url, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

const addressOf = (port: number) => `http://localhost:${port}`;

async function ready(child: Child, address: string, logFile: string): Promise<void> {
  let ended = false;
  void child.exited.finally(() => {
    ended = true;
  });
  for (const deadline = Date.now() + 60_000; !(await isReady(address)); await delay(100)) {
    if (!ended && Date.now() < deadline) continue;
    const lastLines = readFileSync(logFile, 'utf8').split('\n').slice(-40).join('\n');
    throw new Error(
      `The server at ${address} ${ended ? 'ended' : 'is not ready after a minute'}:\n${lastLines}`,
    );
  }
}

async function isReady(address: string): Promise<boolean> {
  const status = await statusOf(`${address}/api/ready`);
  if (status !== 404) return status === 200;
  return (await statusOf(`${address}/sign-in`)) === 200;
}

async function statusOf(url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}
