/** `npm run keys -- <command>`: the keys that tokens and events are signed with. Exit code 2: misunderstood; 1: not done. */

import { withDatabase } from './database';
import { run as runScript } from './run';

const usage = `npm run keys -- list                    which there are, and since when
npm run keys -- rotate                  make the next one; it signs after verifiers have had time to fetch it
npm run keys -- rotate --compromised    make a new one that signs at once, and take all others back: what they signed is dead`;

async function main(args: readonly string[]): Promise<number> {
  const [command, option, ...more] = args;
  const compromised = option === '--compromised';
  const known = command === 'list' ? option === undefined : command === 'rotate' && (!option || compromised);
  if (!known || more.length > 0) {
    console.error(usage);
    return 2;
  }
  return withDatabase((ctx) =>
    run(ctx, command === 'rotate' ? (compromised ? 'compromised' : 'now') : undefined),
  );
}

async function run({ db, policy }: Context, replace: 'now' | 'compromised' | undefined): Promise<number> {
  const [{ replaceSigningKey }, { listSigningKeys }] = await Promise.all([
    import('../lib/flows/scheduled/replace-signing-key'),
    import('../lib/signing-key/keys'),
  ]);
  if (replace) {
    const { created, retired } = await replaceSigningKey({ db, policy }, replace);
    console.log(created ? `Created ${created}.` : 'The next one is waiting already; nothing was done.');
    for (const kid of retired) console.log(`Retired ${kid}.`);
  }
  for (const key of await listSigningKeys(db, policy)) console.log(lineOf(key));
  return 0;
}

type Context = Parameters<Parameters<typeof withDatabase>[0]>[0];
type Key = { kid: string; activeFrom: Date; retiredAt: Date | null; now: Date };

function lineOf({ kid, activeFrom, retiredAt, now }: Key): string {
  if (retiredAt) return `${kid}  retired ${retiredAt.toISOString()}, still published`;
  return activeFrom > now
    ? `${kid}  signs from ${activeFrom.toISOString()}, published`
    : `${kid}  in force since ${activeFrom.toISOString()}`;
}

await runScript(() => main(process.argv.slice(2)));
