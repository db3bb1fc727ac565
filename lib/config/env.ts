/** The environment, read once and checked as a whole: a nonsense value stops the boot with a message that names it. */

import { z } from 'zod';
import { parseDuration } from '../time';
import { readClientSecrets } from './client-secrets';
import { addressFault, databaseVariables } from './database-address';
import { impossibleSwitches } from './features';
import { type MailFrom, readMailFrom, readSmtpUrl } from './mail-address';
import { ConfigError, type Policy, parsePolicy } from './policy';
import { product } from './product';
import { type Providers, readProviders } from './providers';
import { type SupportConsent, supportConsents } from './support';

export type Env = {
  readonly appUrl: URL;
  readonly databaseUrl: string;
  /** For the one connection that listens; differs from the other if that goes through a pooler. */
  readonly databaseListenUrl: string;
  /** The two addresses differ, so there is a pooler in between. */
  readonly databasePooled: boolean;
  /** Newest first: the first one seals, and each can open. */
  readonly sessionSecrets: readonly string[];
  /** Where mail is handed over. It holds a password. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: MailFrom;
  readonly trustedProxyHops: number;
  /** Whom to ask about breached passwords; undefined asks nobody. */
  readonly breachListUrl: URL | undefined;
  /** Where the scanner of leaked keys lists what it signs with; undefined where none may report any. */
  readonly scannerKeysUrl: URL | undefined;
  /** Which providers people may sign in with. It holds secrets. */
  readonly providers: Providers;
  /** Whether support asks before it sees an account as its person. */
  readonly supportConsent: SupportConsent;
  /** Of services, by their id in lib/config/clients.ts. */
  readonly clientSecrets: ReadonlyMap<string, string>;
  /** Webhooks may go to this machine and into private networks, also without TLS: for development and tests. */
  readonly webhooksAllowPrivate: boolean;
  readonly logLevel: string;
  readonly production: boolean;
  /** Seconds that it goes on serving after it was asked to stop. */
  readonly shutdownDelay: number;
  readonly policy: Policy;
};

type Source = Readonly<Record<string, string | undefined>>;

const hops = z.coerce.number().int().min(0).max(10);
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Throws ConfigError with one line for each faulty variable; values are never printed. */
export function readEnv(source: Source): Env {
  const problems = impossibleSwitches();
  const production = source.NODE_ENV === 'production';
  const trustedProxyHops = hops.safeParse(source.TRUSTED_PROXY_HOPS || '0');
  if (!trustedProxyHops.success) problems.push('TRUSTED_PROXY_HOPS must be a whole number from 0 to 10');
  const logLevel = source.LOG_LEVEL || 'info';
  if (!levels.includes(logLevel)) problems.push(`LOG_LEVEL must be one of ${levels.join(', ')}`);
  const databaseUrl = source.DATABASE_URL ?? '';
  const databaseListenUrl = source.DATABASE_LISTEN_URL || databaseUrl;
  problems.push(...readAddresses(source));
  const appUrl = readAppUrl(source, production, problems);
  const noReply = { name: product.name, address: `no-reply@${appUrl.hostname}` };
  const env = {
    appUrl,
    databaseUrl,
    databaseListenUrl,
    databasePooled: databaseListenUrl !== databaseUrl,
    sessionSecrets: readSecrets(source.SESSION_SECRET, problems),
    smtpUrl: readSmtpUrl(source, problems),
    mailFrom: readMailFrom(source, noReply, problems),
    trustedProxyHops: trustedProxyHops.data ?? 0,
    breachListUrl: readBreachList(source.BREACHED_PASSWORDS_URL, problems),
    scannerKeysUrl: readScannerKeys(source.SECRET_SCANNING_KEYS_URL, problems),
    providers: readProviders(source, problems),
    supportConsent: readSupportConsent(source.SUPPORT_ACCESS, problems),
    clientSecrets: readClientSecrets(source, problems),
    webhooksAllowPrivate: readAllowPrivate(source.WEBHOOKS_ALLOW_PRIVATE, { appUrl, production }, problems),
    logLevel,
    production,
    shutdownDelay: readShutdownDelay(source.SHUTDOWN_DELAY, problems),
    policy: readPolicy(source, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return env;
}

/** The owner's address is for migrations; the app itself never connects with it. */
function readAddresses(source: Source): string[] {
  return databaseVariables.flatMap((name) => {
    const text = source[name];
    if (!text && name !== 'DATABASE_URL') return [];
    return addressFault(name, text ?? '') ?? [];
  });
}

function readPolicy(source: Source, problems: string[]): Policy {
  try {
    return parsePolicy(source);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
    return parsePolicy({});
  }
}

function readSupportConsent(text: string | undefined, problems: string[]): SupportConsent {
  const consent = supportConsents.find((known) => known === (text || 'ask'));
  if (!consent) problems.push(`SUPPORT_ACCESS must be one of ${supportConsents.join(', ')}`);
  return consent ?? 'ask';
}

/** Where people come from elsewhere, a member could have us ask whatever listens in our own network. */
function readAllowPrivate(
  text: string | undefined,
  { appUrl, production }: Pick<Env, 'appUrl' | 'production'>,
  problems: string[],
): boolean {
  if (!text || text === 'off') return false;
  if (text !== 'on') problems.push('WEBHOOKS_ALLOW_PRIVATE must be on or off');
  else if (production && appUrl.hostname !== 'localhost')
    problems.push(
      'WEBHOOKS_ALLOW_PRIVATE must be off in production: it would let members reach your own network',
    );
  return text === 'on';
}

/** Longer than whatever stands in front takes to notice, and than nginx keeps an idle connection (docs/deploying.md). */
const usualShutdownDelay = 5;
const longestShutdownDelay = 600;

function readShutdownDelay(text: string | undefined, problems: string[]): number {
  const length = text === '0s' ? 0 : text ? parseDuration(text) : usualShutdownDelay;
  if (length !== undefined && length <= longestShutdownDelay) return length;
  problems.push('SHUTDOWN_DELAY must be a length from 0s to 10m, such as 5s');
  return usualShutdownDelay;
}

const breachListOfDefault = 'https://api.pwnedpasswords.com/range/';

/** With `off`, only the list that ships with the product decides. */
function readBreachList(text: string | undefined, problems: string[]): URL | undefined {
  if (text === 'off') return undefined;
  const url = text || breachListOfDefault;
  if (/^https?:\/\/.+\/$/.test(url) && URL.canParse(url)) return new URL(url);
  problems.push('BREACHED_PASSWORDS_URL must be an address that ends in a slash, or off');
  return undefined;
}

/** The answer from there decides which keys end, so it is asked over https alone, or on this machine. */
function readScannerKeys(text: string | undefined, problems: string[]): URL | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url && !url.username && !url.password && (local || url.protocol === 'https:')) return url;
  problems.push('SECRET_SCANNING_KEYS_URL must be an https address, or plain http on this machine');
  return undefined;
}

function readAppUrl(source: Source, production: boolean, problems: string[]): URL {
  const fallback = new URL('http://localhost:3000');
  if (!source.APP_URL) {
    if (production)
      problems.push('APP_URL is missing: the address people open, such as https://app.example.com');
    return fallback;
  }
  const url = URL.canParse(source.APP_URL) ? new URL(source.APP_URL) : undefined;
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.origin !== source.APP_URL.replace(/\/$/, '')
  ) {
    problems.push('APP_URL must be an origin without a path, such as https://app.example.com');
    return fallback;
  }
  // Without this, a session cookie would cross the network in clear (ASVS 12.2.1).
  if (production && url.protocol === 'http:' && url.hostname !== 'localhost') {
    problems.push('APP_URL must be https in production; plain http is for http://localhost alone');
  }
  return url;
}

const shortestSecretBytes = 32;

/**
 * iron derives its key with a single PBKDF2 round, so the secret itself has to be random (docs/security.md B7). Accepts hex,
 * base64 and base64url; refuses anything short, repetitive or known as a placeholder.
 */
function readSecrets(text: string | undefined, problems: string[]): string[] {
  const secrets = (text ?? '')
    .split(',')
    .map((s) => s.trim())
    .filter(Boolean);
  if (secrets.length === 0)
    problems.push('SESSION_SECRET is missing: make one with `openssl rand -base64 32`');
  for (const [index, secret] of secrets.entries()) {
    const fault = secretFault(secret);
    if (fault) problems.push(`SESSION_SECRET${secrets.length > 1 ? ` (number ${index + 1})` : ''} ${fault}`);
  }
  if (new Set(secrets).size < secrets.length)
    problems.push('SESSION_SECRET names the same secret twice: leave one of them out');
  return secrets;
}

// Long enough that random text will not spell one of them by chance.
const placeholderWords = /change|replace|example|placeholder|secret|password/i;

function secretFault(secret: string): string | undefined {
  if (placeholderWords.test(secret)) return 'is a placeholder: make one with `openssl rand -base64 32`';
  const bytes = decode(secret);
  if (!bytes) return 'must be written in hex, base64 or base64url: make one with `openssl rand -base64 32`';
  if (bytes.length < shortestSecretBytes)
    return `holds ${bytes.length} bytes; it needs at least ${shortestSecretBytes} random ones: make one with \`openssl rand -base64 32\``;
  if (new Set(bytes).size < fewestDifferentBytes || new Set(secret).size < 12)
    return 'repeats itself, so it is not random: make one with `openssl rand -base64 32`';
  return undefined;
}

// 32 random bytes hold about thirty different ones; fewer than twenty happens once in a million million.
const fewestDifferentBytes = 20;

/** Random base64 mixes capitals and small letters; a phrase in small letters alone is not random, however long it is. */
function decode(secret: string): Buffer | undefined {
  if (/^[0-9a-f]+$/i.test(secret) && secret.length % 2 === 0) return Buffer.from(secret, 'hex');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(secret) || !/[a-z]/.test(secret) || !/[A-Z]/.test(secret))
    return undefined;
  return Buffer.from(secret, 'base64');
}

let current: Env | undefined;

/** The environment of this process. Read at first use, so a build needs none of it. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}
