/** What an operator may ask of `npm run account`, read from the command line. Pure. */

import { parseArgs } from 'node:util';
import { nameSchema } from '../lib/account/name';
import { type Role, roles } from '../lib/config/policy';
import { days, type Seconds } from '../lib/time';
import { emailSchema } from '../lib/typed/email';

const ofOne = ['sign-out', 'enable', 'unlock', 'require-reset', 'remove-factors', 'trusted'] as const;

export type AccountCommand =
  | { readonly name: (typeof ofOne)[number]; readonly email: string }
  | { readonly name: 'invite'; readonly email: string; readonly called?: string }
  | { readonly name: 'disable'; readonly email: string; readonly why?: string }
  | { readonly name: 'end-trust'; readonly email: string; readonly device?: string }
  | { readonly name: 'why'; readonly email: string; readonly within: Seconds }
  | { readonly name: 'role'; readonly email: string; readonly role: Role }
  | OfEveryone;

const ofEveryone = ['sign-out-everyone', 'end-keys'] as const;
/** The name has to be typed, or given as a flag behind `--yes-`, before anything is done. */
export type OfEveryone = { readonly name: (typeof ofEveryone)[number]; readonly confirmed: boolean };

export const usage = `Use: npm run account -- <command>

  why <email> [--days 30]              what happened to a person's sessions, and why
  invite <email> [--name "text"]        mails someone a link to open an account; they can change the name
  sign-out <email>                     ends all sessions of one person
  sign-out-everyone                    ends everyone's sessions; asks first (--yes-sign-out-everyone answers)
  end-keys                             ends every API key, of people and organizations; asks first (--yes-end-keys answers)
  disable <email> [--why "text"]       disables an account; the person may read the text
  enable <email>                       enables it again; sessions that ended stay ended
  require-reset <email>                disables the password until a new one is chosen by email
  remove-factors <email>               removes all second factors and disables the password; be sure who asks
  trusted <email>                      lists the browsers that aren't asked for a code, each with the id that end-trust takes
  end-trust <email> [--device id]      asks for a code again: in that browser, or in all
  unlock <email>                       forgets the failed sign-ins that disabled a password
  role <email> <role>                  makes someone staff, or a member again: ${roles.join(', ')}`;

const longestWhy = 200;
const longestDays = 400;
const defaultDays = 30;

const options = {
  name: { type: 'string' },
  why: { type: 'string' },
  days: { type: 'string' },
  device: { type: 'string' },
  'yes-sign-out-everyone': { type: 'boolean' },
  'yes-end-keys': { type: 'boolean' },
} as const;
const optionsOf: Record<string, readonly string[]> = {
  invite: ['name'],
  disable: ['why'],
  why: ['days'],
  'end-trust': ['device'],
  'sign-out-everyone': ['yes-sign-out-everyone'],
  'end-keys': ['yes-end-keys'],
};

const noAddress: Readonly<Record<OfEveryone['name'], string>> = {
  'sign-out-everyone': '"sign-out-everyone" takes no address. For one person, use "sign-out".',
  'end-keys': '"end-keys" takes no address: it ends the keys of everyone.',
};

/** A text says what is wrong, for a person to read. */
export function readCommand(args: readonly string[]): AccountCommand | string {
  const parsed = split(args);
  if (typeof parsed === 'string') return parsed;
  const { values } = parsed;
  const [name = '', email, ...more] = parsed.positionals;
  if (!name) return 'Say which command.';
  if (![...ofOne, 'invite', 'disable', 'end-trust', 'why', 'role', ...ofEveryone].includes(name))
    return `There is no command "${name}".`;
  const foreign = Object.keys(values).find((option) => !optionsOf[name]?.includes(option));
  if (foreign) return `"${name}" takes no --${foreign}.`;
  const all = ofEveryone.find((one) => one === name);
  if (all && email !== undefined) return noAddress[all];
  if (all) return { name: all, confirmed: `yes-${all}` in values };
  if (email === undefined) return `Whose account? Write: npm run account -- ${name} name@example.com`;
  const [role, ...others] = name === 'role' ? more : [undefined, ...more];
  if (others.length > 0) return 'One account at a time.';
  const { data: address } = emailSchema.safeParse(email);
  if (address === undefined) return `"${email}" isn't an email address.`;
  return ofAccount(name, address, { ...values, role });
}

function ofAccount(
  name: string,
  email: string,
  { role, ...values }: Parsed['values'] & { role: string | undefined },
): AccountCommand | string {
  if (name === 'invite') return invite(email, values.name);
  if (name === 'disable') return disable(email, values.why);
  if (name === 'why') return why(email, values.days);
  if (name === 'end-trust') return endTrust(email, values.device);
  if (name === 'role') return withRole(email, role);
  return { name: name as (typeof ofOne)[number], email };
}

type Parsed = {
  values: { name?: string; why?: string; days?: string; device?: string };
  positionals: string[];
};

function split(args: readonly string[]): Parsed | string {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true }) as Parsed;
  } catch (error) {
    // "Unknown option '--x'. To specify …": the rest is for those who know the parser.
    return `${(error as Error).message.split('. ')[0]?.split('\n')[0]}.`;
  }
}

function invite(email: string, text: string | undefined): AccountCommand | string {
  if (text === undefined) return { name: 'invite', email };
  const { data: called, error } = nameSchema.safeParse(text);
  return called === undefined
    ? `--name: ${error?.issues[0]?.message ?? 'not a name'}`
    : { name: 'invite', email, called };
}

function disable(email: string, text: string | undefined): AccountCommand | string {
  const why = text?.trim();
  if (why && why.length > longestWhy) return `--why takes at most ${longestWhy} characters.`;
  return why ? { name: 'disable', email, why } : { name: 'disable', email };
}

function endTrust(email: string, device: string | undefined): AccountCommand | string {
  if (device === undefined) return { name: 'end-trust', email };
  if (!/^[0-9a-f-]{8,36}$/.test(device)) return '--device takes an id as "trusted" prints it.';
  return { name: 'end-trust', email, device };
}

function withRole(email: string, text: string | undefined): AccountCommand | string {
  const role = roles.find((one) => one === text);
  return role ? { name: 'role', email, role } : `"role" takes one of ${roles.join(', ')}.`;
}

function why(email: string, text: string | undefined): AccountCommand | string {
  const number = text === undefined ? defaultDays : /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > longestDays) return `--days takes a whole number from 1 to ${longestDays}.`;
  return { name: 'why', email, within: days(number) };
}
