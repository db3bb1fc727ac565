/** `npm run account -- <command>`: what an operator can do about accounts and sessions. Exit code 2: misunderstood; 1: not done. */

import { createInterface } from 'node:readline/promises';
import { expectServing } from '../db/serving';
import type { AnonymousContext } from '../lib/flows/context';
import { type AccountCommand, everyoneWord, readCommand, usage } from './account-arguments';
import { storyLines, trustedLines } from './account-words';
import { openDatabase } from './database';
import { loadEnv } from './env-file';
import { run as runScript } from './run';

/** Each reason that a deed of an operator can be refused for. */
const refusals = {
  not_found: 'No account has this address.',
  already_open: 'This address has an account already, open or disabled.',
  address_reserved: 'This address was given up recently, and its previous owner can still take it back.',
  not_locked: "This account isn't locked: it has no failed sign-ins to forget.",
  already_disabled: 'This account is already disabled.',
  not_disabled: "This account isn't disabled.",
  no_factors: 'This account has no second factor.',
  not_trusted: 'No such browser is trusted.',
} as const;

/** The lines to print, or why it was refused. */
type Done = Promise<string[] | keyof typeof refusals>;

const sessions = (n: number) => `${n} ${n === 1 ? 'session' : 'sessions'}`;
const people = (n: number) => `${n} ${n === 1 ? 'person' : 'people'}`;

async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (typeof command === 'string') {
    console.error(`${command}\n\n${usage}`);
    return 2;
  }
  const production = process.env.NODE_ENV === 'production';
  loadEnv({ production });
  // The audit trail has it all; the log would only stand between the operator and the answer.
  process.env.LOG_LEVEL ||= 'error';
  const { url, stop } = await openDatabase({ production });
  await expectServing(url);
  const [{ connectForJobs }, { env }] = await Promise.all([
    import('../db/job-connection'),
    import('../lib/config/env'),
  ]);
  const db = connectForJobs(url, { max: 1, pooled: env().databasePooled });
  try {
    return await run({ db, policy: env().policy }, command);
  } finally {
    await db.$client.end();
    await stop();
  }
}

async function run(ctx: AnonymousContext, command: AccountCommand): Promise<number> {
  if (command.name === 'sign-out-everyone') return everyone(ctx, command.confirmed);
  const result = await deed(ctx, command);
  if (typeof result !== 'string') console.log(result.join('\n'));
  else console.error(refusals[result]);
  return typeof result === 'string' ? 1 : 0;
}

type OfOne = Exclude<AccountCommand, { name: 'sign-out-everyone' }>;

async function deed(ctx: AnonymousContext, command: OfOne): Done {
  if (command.name === 'why') {
    const { why } = await import('../lib/flows/session/explain-sign-out');
    const story = await why(ctx, command);
    return story.ok ? storyLines(story.value) : story.reason;
  }
  if (command.name === 'invite') return invite(ctx, command);
  if (command.name === 'enable') {
    const { enableAccount } = await import('../lib/flows/operator/disable-account');
    const result = await enableAccount(ctx, command);
    return result.ok
      ? ['Enabled. Sessions that ended stay ended; the person signs in again.']
      : result.reason;
  }
  if (command.name === 'trusted') return trusted(ctx, command);
  if (command.name === 'end-trust') return endTrust(ctx, command);
  if (command.name === 'unlock') {
    const { unlockAccount } = await import('../lib/flows/operator/unlock-account');
    const result = await unlockAccount(ctx, command);
    return result.ok ? ['Unlocked: the password works again.'] : result.reason;
  }
  const [words, result] = await ending(ctx, command);
  return result.ok ? [`${words} ${sessions(result.value.ended)} ended.`] : result.reason;
}

async function invite(ctx: AnonymousContext, command: { email: string; called?: string }): Done {
  const { invitePerson } = await import('../lib/flows/operator/invite-person');
  const invited = await invitePerson(ctx, { email: command.email, name: command.called });
  if (!invited.ok) return invited.reason;
  return [invited.value.again ? 'Invited again: the earlier link is void.' : 'Invited.'];
}

async function trusted(ctx: AnonymousContext, command: { email: string }): Done {
  const { trustedDevicesOf } = await import('../lib/flows/operator/end-trust-of-account');
  const devices = await trustedDevicesOf(ctx, command);
  if (!devices.ok) return devices.reason;
  return devices.value.length > 0 ? trustedLines(devices.value) : ['No browser is trusted.'];
}

async function endTrust(ctx: AnonymousContext, command: { email: string; device?: string }): Done {
  const { endTrustOf } = await import('../lib/flows/operator/end-trust-of-account');
  const ended = await endTrustOf(ctx, command);
  return ended.ok ? ['Asked for the code again:', ...trustedLines(ended.value)] : ended.reason;
}

async function ending(ctx: AnonymousContext, command: { name: OfOne['name']; email: string; why?: string }) {
  if (command.name === 'disable') {
    const { disableAccount } = await import('../lib/flows/operator/disable-account');
    return ['Disabled.', await disableAccount(ctx, command)] as const;
  }
  if (command.name === 'require-reset') {
    const { requireReset } = await import('../lib/flows/operator/require-reset');
    return [
      'The password is disabled until a new one is chosen by email.',
      await requireReset(ctx, command),
    ] as const;
  }
  if (command.name === 'remove-factors') {
    const { removeFactors } = await import('../lib/flows/operator/remove-factors');
    return [
      'The second factors are gone, and the password is disabled until a new one is chosen by email.',
      await removeFactors(ctx, command),
    ] as const;
  }
  const { signOutAccount } = await import('../lib/flows/operator/sign-out-accounts');
  return ['Signed out.', await signOutAccount(ctx, command)] as const;
}

async function everyone(ctx: AnonymousContext, confirmed: boolean): Promise<number> {
  const { countSignedIn, signOutEveryone } = await import('../lib/flows/operator/sign-out-accounts');
  const live = await countSignedIn(ctx);
  console.log(`This ends ${sessions(live.sessions)} of ${people(live.people)}.`);
  if (!confirmed && !(await agrees(live.sessions))) {
    console.error('Nothing was done.');
    return 2;
  }
  const { faultFields } = await import('../lib/observe/log');
  let shown = 0;
  const done = await signOutEveryone(ctx, (progress, fault) => {
    if (fault !== undefined) console.error(`One person stays signed in: ${faultFields(fault).message}`);
    if (progress.people < shown + 100) return;
    shown = progress.people;
    console.log(`${people(progress.people)}, ${sessions(progress.ended)} …`);
  });
  const ended = `${sessions(done.ended)} of ${people(done.people - done.failed)} ended.`;
  if (done.failed === 0) console.log(ended);
  else console.error(`${ended} ${people(done.failed)} could not be signed out: run it again.`);
  return done.failed === 0 ? 0 : 1;
}

/** The word, or the number printed above it. Where nobody can type, nobody agrees. */
async function agrees(live: number): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((done) => {
    lines.once('close', () => done(''));
  });
  const typed = await Promise.race([lines.question(`Type ${everyoneWord} or ${live} to go on: `), closed]);
  lines.close();
  return [everyoneWord, String(live)].includes(typed.trim());
}

await runScript(() => main(process.argv.slice(2)));
