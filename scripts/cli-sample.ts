/** `npm run cli-sample -- <command>`: a command line of the product as a founder would write one, made of lib/client. Exit code 2: misunderstood; 1: not done. */

import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ApiClient, createClient } from '../lib/client/client';
import { RefusedError, SignedOutError, UnreachableError } from '../lib/client/errors';
import { fileStore } from '../lib/client/file-store';
import { listenForRedirect } from '../lib/client/loopback';
import { product } from '../lib/config/product';
import { cliUsage, problemWords, refusalWords, signedOutWords } from './cli-words';

type Answered = Readonly<Record<string, unknown>>;
type Flags = { readonly browser?: boolean; readonly forget?: boolean };

/** What the API said no to, in its own words. */
class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
}

const issuer = () => new URL(process.env.APP_URL ?? 'http://localhost:3000').origin;
const tokenFile = () =>
  join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), product.slug, 'tokens.json');

const newClient = () =>
  createClient({
    issuer: issuer(),
    clientId: `${product.slug}-cli`,
    store: fileStore(tokenFile()),
    // Somebody sits in front of it.
    patience: 20,
  });

async function ask(client: ApiClient, path: string): Promise<Answered> {
  const answer = await client.fetch(`/api/v1${path}`, { headers: { accept: 'application/json' } });
  const body = (await answer.json().catch(() => ({}))) as Answered;
  if (!answer.ok) throw new ApiProblem(problemWords(answer, body));
  return body;
}

async function me(client: ApiClient): Promise<string[]> {
  const { name, email } = await ask(client, '/me');
  return [`${name} <${email}>`];
}

async function isSignedIn(client: ApiClient): Promise<boolean> {
  try {
    await ask(client, '/me');
    return true;
  } catch (error) {
    if (error instanceof SignedOutError) return false;
    throw error;
  }
}

async function signIn(client: ApiClient, { browser }: Flags): Promise<string[]> {
  if (await isSignedIn(client)) return ['You are signed in already, as:', ...(await me(client))];
  if (browser) {
    const redirect = await listenForRedirect({ open: (address) => console.log(`Open ${address}`) });
    await client.signInWithCode({ redirect });
  } else {
    await client.signInWithDevice({
      onCode: ({ address, userCode, expiresInSeconds }) =>
        console.log(
          `Open ${address} and type this code:\n\n    ${userCode}\n\nIt works for ${Math.round(expiresInSeconds / 60)} minutes. Waiting for you…`,
        ),
    });
  }
  return ['You are signed in, as:', ...(await me(client))];
}

async function signOut(client: ApiClient, { forget = false }: Flags): Promise<string[]> {
  await client.signOut({ evenOffline: forget });
  return ['You are signed out.'];
}

// only: sample, from here
/** Every page of a list. */
async function all(client: ApiClient, path: string): Promise<Answered[]> {
  const found: Answered[] = [];
  for (let cursor: unknown = ''; typeof cursor === 'string'; ) {
    const page = await ask(client, cursor ? `${path}?cursor=${encodeURIComponent(cursor)}` : path);
    found.push(...(page.data as Answered[]));
    cursor = page.next;
  }
  return found;
}

async function projects(client: ApiClient, organization: string | undefined): Promise<string[]> {
  const slugs = organization
    ? [organization]
    : (await all(client, '/organizations')).map(({ slug }) => String(slug));
  const lists = slugs.map(async (slug) => {
    const found = await all(client, `/organizations/${encodeURIComponent(slug)}/projects`);
    const names = found.map(({ name }) => `  ${name}`);
    return [`${slug}:`, ...(names.length > 0 ? names : ['  no projects yet'])];
  });
  return (await Promise.all(lists)).flat();
}
// only: sample, to here

type Asked = { readonly flags: Flags; readonly slug?: string | undefined };
type Command = {
  readonly run: (client: ApiClient, asked: Asked) => Promise<string[]>;
  readonly takes?: 'slug';
};

const commands: Readonly<Record<string, Command>> = {
  'sign-in': { run: (client, { flags }) => signIn(client, flags) },
  me: { run: me },
  projects: { run: (client, { slug }) => projects(client, slug), takes: 'slug' }, // only: sample
  'sign-out': { run: (client, { flags }) => signOut(client, flags) },
};

/** Undefined for what is none of them. */
function read(args: readonly string[]): (Asked & { readonly command: Command }) | undefined {
  try {
    const options = { browser: { type: 'boolean' }, forget: { type: 'boolean' } } as const;
    const { values: flags, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name = '', slug, ...more] = positionals;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    const fits = more.length === 0 && (slug === undefined || command?.takes === 'slug');
    return command && fits ? { command, flags, slug } : undefined;
  } catch {
    return undefined;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const asked = read(args);
  if (!asked) {
    console.error(cliUsage);
    return 2;
  }
  try {
    console.log((await asked.command.run(newClient(), asked)).join('\n'));
    return 0;
  } catch (error) {
    console.error(wordsOf(error));
    return 1;
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof SignedOutError) return signedOutWords(error.reason);
  if (error instanceof RefusedError) return refusalWords(error);
  if (error instanceof UnreachableError || error instanceof TypeError)
    return `${issuer()} doesn't answer (${error.message}). Nothing has changed; try again.`;
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main(process.argv.slice(2));
