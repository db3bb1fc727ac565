/** `npm run api:http`: sends every request of docs/api.http to the server that APP_URL names. Variables as `name=value`. Exit code 1: one came out otherwise. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { root } from './child';
import { parseHttpFile } from './http-file';
import { type HttpDone, runHttpFile } from './http-run';

const signs: Readonly<Record<HttpDone['outcome'], string>> = {
  'as expected': '✓',
  otherwise: '✗',
  skipped: '–',
};

async function main(args: readonly string[]): Promise<number> {
  const file = parseHttpFile(readFileSync(join(root, 'docs/api.http'), 'utf8'));
  const named = args.map((each) => /^(\w+)=(.*)$/s.exec(each));
  const unknown = args.find((_each, at) => !file.variables.has(named[at]?.[1] ?? ''));
  if (unknown !== undefined) {
    console.error(`${unknown} sets no variable. There are: ${[...file.variables.keys()].join(', ')}.`);
    return 2;
  }
  const given = Object.fromEntries(named.map((each) => [each?.[1] ?? '', each?.[2] ?? '']));
  if (process.env.APP_URL && !given.origin) given.origin = new URL(process.env.APP_URL).origin;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const byHand = (what: string, prompt: string | undefined) =>
      terminal.question(`\nBy hand: ${what}.\n${prompt ? `${prompt}: ` : 'Then press Enter. '}`);
    const onDone = ({ request, outcome, detail }: HttpDone) =>
      console.log(`${signs[outcome]} ${request.title}: ${detail}`);
    const done = await runHttpFile(file, { given, byHand, onDone });
    return done.some(({ outcome }) => outcome === 'otherwise') ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    terminal.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
