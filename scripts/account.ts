/** `npm run account -- <command>`: what an operator can do about accounts and sessions. Exit code 2: misunderstood; 1: not done. */

import { createInterface } from 'node:readline/promises';
import type { Role } from '../lib/config/policy';
import type { AnonymousContext } from '../lib/flows/context';
import { type OperatorRefusalWord, operatorRefusals } from '../lib/words/operator';
import { type AccountCommand, type OfEveryone, readCommand, usage } from './account-arguments';
import { storyLines, trustedLines } from './account-words';
import { withDatabase } from './database';
import { run as runScript } from './run';

/** The lines to print, or why it was refused. */
type Done = Promise<string[] | OperatorRefusalWord>;

const sessions = (n: number) => `${n} ${n === 1 ? 'session' : 'sessions'}`;
const keys = (n: number) => `${n} API ${n === 1 ? 'key' : 'keys'}`;
const people = (n: number) => `${n} ${n === 1 ? 'person' : 'people'}`;

async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (typeof command === 'string') {
    console.error(`${command}\n\n${usage}`);
    return 2;
  }
  return withDatabase((ctx) => run(ctx, command));
}

async function run(ctx: AnonymousContext, command: AccountCommand): Promise<number> {
  if ('confirmed' in command)
    return command.name === 'end-keys' ? endKeys(ctx, command) : everyone(ctx, command);
  const result = await deed(ctx, command);
  if (typeof result !== 'string') console.log(result.join('\n'));
  else console.error(operatorRefusals[result]);
  return typeof result === 'string' ? 1 : 0;
}

type OfOne = Exclude<AccountCommand, OfEveryone>;

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

type Ending = { name: OfOne['name']; email: string; why?: string; role?: Role };

async function ending(ctx: AnonymousContext, command: Ending) {
  if (command.role) {
    const { changeRole } = await import('../lib/flows/operator/change-role');
    const change = { email: command.email, role: command.role };
    return [`The role is now ${command.role}.`, await changeRole(ctx, change)] as const;
  }
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
  const { signOutAccount } = await import('../lib/flows/operator/sign-out-account');
  return ['Signed out.', await signOutAccount(ctx, command)] as const;
}

async function everyone(ctx: AnonymousContext, asked: OfEveryone): Promise<number> {
  const { countSignedIn, signOutEveryone } = await import('../lib/flows/operator/sign-out-everyone');
  const live = await countSignedIn(ctx);
  console.log(`This ends ${sessions(live.sessions)} of ${people(live.people)}.`);
  if (!(await agrees(asked, live.sessions))) return 2;
  const closed = await signOutEveryone(ctx);
  if (!closed.ok) throw new Error(closed.reason);
  const { sessions: ended, people: of } = closed.value ?? live;
  console.log(`${sessions(ended)} of ${people(of)} ended.`);
  await writeEnds(ctx);
  return 0;
}

/** Nobody waits for it: the door is closed, and the running product writes them as well. */
async function writeEnds(ctx: AnonymousContext): Promise<void> {
  const { endClosedSessions } = await import('../lib/flows/scheduled/end-closed-sessions');
  const { faultFields } = await import('../lib/observe/log');
  try {
    await endClosedSessions(ctx, (ended) => {
      if (ended > 0) console.log(`${sessions(ended)} written down …`);
    });
  } catch (fault) {
    console.error(
      `Everyone is signed out, but not every session is marked as ended yet: ${faultFields(fault).message}. The running product goes on with it.`,
    );
  }
}

async function endKeys(ctx: AnonymousContext, asked: OfEveryone): Promise<number> {
  const { countEveryKey, endEveryKey } = await import('../lib/flows/operator/end-every-key');
  const live = await countEveryKey(ctx);
  console.log(`This ends ${keys(live)}. Nobody gets a mail about it.`);
  if (!(await agrees(asked, live))) return 2;
  const ended = await endEveryKey(ctx, (soFar) => console.log(`${keys(soFar)} …`));
  console.log(`${keys(ended)} ended.`);
  return 0;
}

/** The name of the command, or the number printed above it. Where nobody can type, nobody agrees. */
async function agrees({ name, confirmed }: OfEveryone, live: number): Promise<boolean> {
  if (confirmed) return true;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((done) => {
    lines.once('close', () => done(''));
  });
  const typed = await Promise.race([lines.question(`Type ${name} or ${live} to go on: `), closed]);
  lines.close();
  const agreed = [name, String(live)].includes(typed.trim());
  if (!agreed) console.error('Nothing was done.');
  return agreed;
}

await runScript(() => main(process.argv.slice(2)));
