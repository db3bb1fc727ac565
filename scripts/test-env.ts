/** The environment of a test: what the machine needs to run it, and none of the product's settings. */

import { clients } from '../lib/config/clients';
import { settings } from '../lib/config/settings/all';

const secrets = [
  'SESSION_SECRET',
  'DATABASE_URL',
  'DATABASE_LISTEN_URL',
  'DATABASE_OWNER_URL',
  'SMTP_URL',
  'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
  'GOOGLE_CLIENT_SECRET',
  'GITHUB_CLIENT_SECRET',
  ...clients.flatMap((client) => (client.kind === 'service' ? [client.secretFrom] : [])),
];
const others = [
  'APP_URL',
  'MAIL_FROM',
  'TRUSTED_PROXY_HOPS',
  'LOG_LEVEL',
  'SHUTDOWN_DELAY',
  'WEBHOOKS_ALLOW_PRIVATE',
  'BREACHED_PASSWORDS_URL',
  'SECRET_SCANNING_KEYS_URL',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_ISSUER',
  'GITHUB_CLIENT_ID',
  'GITHUB_URL',
  'GITHUB_API_URL',
  'PORT',
  'HOSTNAME',
  'NODE_ENV',
  '__NEXT_PROCESSED_ENV',
];
const names = new Set([...Object.values(settings).map((setting) => setting.env), ...secrets, ...others]);

/** A developer's own settings would make tests fail, or pass, on that machine alone. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name))) as NodeJS.ProcessEnv;
}

export const testEnvironment = (): NodeJS.ProcessEnv => ({
  ...withoutSettings(process.env),
  NEXT_TELEMETRY_DISABLED: '1',
  // The build has the pages that browser tests need (next.config.ts).
  TEST_PAGES: '1',
  // Next leaves the .env files alone then, which hold such settings too.
  __NEXT_PROCESSED_ENV: 'true',
});
