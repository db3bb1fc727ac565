/** `npm run webhooks -- <command>`: the product's own addresses, which hear of everybody. Exit code 2: misunderstood; 1: not done. */

import type { AnonymousContext } from '../lib/flows/context';
import { withDatabase } from './database';
import { run as runScript } from './run';

const usage = `Use: npm run webhooks -- <command>

  add <address>    sends every event there; prints the secret, once
  list             the addresses, each with the id that remove takes
  remove <id>      sends nothing there any more`;

const commands: Readonly<Record<string, number>> = { add: 1, list: 0, remove: 1 };

async function main([name = '', ...given]: readonly string[]): Promise<number> {
  if (!Object.hasOwn(commands, name) || given.length !== commands[name]) {
    console.error(usage);
    return 2;
  }
  return withDatabase((ctx) => run(ctx, name, given[0] ?? ''));
}

async function run(ctx: AnonymousContext, name: string, given: string): Promise<number> {
  const { addOwnEndpoint, listOwnEndpoints, removeOwnEndpoint } = await import(
    '../lib/flows/webhooks/own-endpoints'
  );
  const { isOn } = await import('../lib/config/features');
  const { offWords, webhookAddressFaults, webhookGoneSentence } = await import('../lib/words/webhooks');
  if (!isOn('webhooks')) return refuse('Webhooks are off in lib/config/features.ts.');
  if (name === 'list') {
    const lines = (await listOwnEndpoints(ctx)).map(
      ({ id, url, offReason }) => `${id}  ${url}${offReason ? `  (${offWords[offReason]})` : ''}`,
    );
    console.log(lines.join('\n') || 'There is none.');
    return 0;
  }
  if (name === 'add') {
    const added = await addOwnEndpoint(ctx, { url: given });
    if (!added.ok) return refuse(webhookAddressFaults[added.reason]);
    console.log(`Added as ${added.value.id}. Its secret, shown once:\n${added.value.secret}`);
    return 0;
  }
  // Whatever is no id names none.
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given);
  if (!isId || !(await removeOwnEndpoint(ctx, { id: given })).ok) return refuse(webhookGoneSentence);
  console.log('Removed.');
  return 0;
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}

await runScript(() => main(process.argv.slice(2)));
