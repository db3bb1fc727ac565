/** Whether a database can be reached. Waits if waiting helps, and otherwise says at once what to do. */

import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { type DatabaseVariable, placeOf } from '../lib/config/database-address';
import { appRoleOf, quoted } from './app-role';
import { onnotice } from './notices';
import { SetupFault } from './setup-fault';

export type Target = { readonly url: string; readonly variable: DatabaseVariable };

/** Milliseconds. */
export type Patience = {
  /** For a server that is not up yet. */
  readonly server: number;
  /** For a name that nobody knows: it may belong to a container that is about to start, but more often it is misspelt. */
  readonly name: number;
  /** For one try, even if something accepts the connection and never speaks. */
  readonly attempt: number;
};

const usualPatience: Patience = { server: 30_000, name: 5000, attempt: 5000 };

export type ReachOptions = {
  /** Called once, when it starts waiting. */
  readonly say?: (line: string) => unknown;
  readonly patience?: Patience;
  /** A role that may not connect yet may be let in by the migration. */
  readonly unlessDenied?: boolean;
};

const tell = (line: string) => process.stderr.write(`${line}\n`);

/** Throws SetupFault. */
export async function reachDatabase(target: Target, options: ReachOptions = {}): Promise<void> {
  const { say = tell, patience = usualPatience } = options;
  const began = performance.now();
  for (let told = false; ; ) {
    const fault = await attempt(target.url, patience.attempt);
    if (fault === undefined) return;
    const code = codeOf(fault);
    if (options.unlessDenied && code === '42501') return;
    const most = patienceFor(code, patience);
    // On a slow machine, the first try alone may have used up all the time.
    if (most === 0 || (told && performance.now() - began >= most))
      throw new SetupFault(sentence(target, code, fault));
    if (!told) say(`Waiting for the database at ${at(target.url)}`);
    told = true;
    await delay(Math.min(250, patience.server / 4));
  }
}

async function attempt(url: string, ms: number): Promise<unknown> {
  const sql = postgres(url, { max: 1, connect_timeout: ms / 1000, fetch_types: false, onnotice });
  const late = new AbortController();
  const silent = delay(ms, undefined, { signal: late.signal }).then(
    () => ({ code: 'CONNECT_TIMEOUT' }),
    () => undefined,
  );
  try {
    return await Promise.race([sql`select 1`.then(() => undefined), silent]);
  } catch (fault) {
    return fault ?? new Error('no reason given');
  } finally {
    late.abort();
    void sql.end({ timeout: 0 });
  }
}

const codeOf = (fault: unknown): string => (fault as { code?: string }).code ?? '';

/** Starting, stopping, out of connections, or not up yet. 08P01 is how poolers refuse what they do not know. */
const comesBack =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|EPIPE|ENOENT|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[0-9]|53\w{3}|08(?!P01)\w{3})$/;

function patienceFor(code: string, patience: Patience): number {
  if (code === 'ENOTFOUND') return patience.name;
  return comesBack.test(code) ? patience.server : 0;
}

function at(url: string): string {
  const { host, port } = placeOf(url);
  return `${host}:${port}`;
}

/** Names and places, never the address itself: it holds a password. */
function sentence({ url, variable }: Target, code: string, fault: unknown): string {
  const { host, user, database } = placeOf(url);
  const place = at(url);
  const [who, what] = [quoted(user), quoted(database || user)];
  if (code === '28P01')
    return `The database at ${place} refuses the user or the password of ${variable}: correct them there, or let an administrator run: alter role ${who} password '…';`;
  if (code === '28000')
    return `The database at ${place} does not let ${who} in from here: correct ${variable}, or allow it in pg_hba.conf.`;
  if (code === '3D000')
    return `There is no database ${what} at ${place}: correct the name in ${variable}, or let an administrator run: create database ${what};`;
  if (code === '42501')
    return `${who} may not connect to the database ${what} at ${place}: correct ${variable}, or let its owner run: grant ${quoted(appRoleOf(database))} to ${who};`;
  if (code === 'ENOTFOUND') return `There is no host ${host}: correct it in ${variable}.`;
  if (code.startsWith('53'))
    return `The database at ${place} has no connection left (${code}): end some, or raise max_connections.`;
  if (comesBack.test(code))
    return `The database at ${place} does not answer (${code}): start it, or correct host and port in ${variable}.`;
  if (/CERT|TLS|SSL|SIGNATURE/.test(code))
    return `The certificate of the database at ${place} is not accepted (${code}): correct sslmode in ${variable}, or name the authority in NODE_EXTRA_CA_CERTS.`;
  return `The database at ${place} cannot be used as ${variable} says${code ? ` (${code})` : ''}: ${firstLine(fault)}`;
}

const firstLine = (fault: unknown) =>
  String((fault as Error).message ?? fault)
    .split('\n', 1)[0]
    ?.slice(0, 200);
