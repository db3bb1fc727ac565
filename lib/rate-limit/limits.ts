/** Windowed limits, counted in Postgres and so shared by all instances. Numbers come from the policy, names are here. */

import type { Executor } from '../../db/client';
import { runPrepared } from '../../db/prepared';
import type { Policy } from '../config/policy';

export type LimitName =
  | 'source_failures_minute'
  | 'source_failures_hour'
  | 'source_account_pair'
  | 'source_accounts_hour'
  /** Once an hour for each limit and source is worth a line in the trail, which nobody can shorten. */
  | 'limit_recorded'
  | 'sign_up'
  /** Mails that anybody can cause to an address, known or not. */
  | 'mail_to_address'
  /** Reset links apart, or a stranger's sign-ups with an address would keep its person from them. */
  | 'reset_to_address'
  | 'forgot'
  /** Sign-in codes apart as well: for some it is the only way in. */
  | 'code_to_address'
  | 'email_codes'
  /** Wrong codes for one address, over all that were sent to it. */
  | 'email_code_failures'
  | 'step_up_codes'
  | 'resend_minute'
  | 'resend_day'
  | 'session_management'
  | 'draft_saves' // only: drafts
  /** What is rare and weighs much: another address, an export, a deletion. */
  | 'account_changes'
  | 'step_up'
  /** Wrong codes of an account, whatever they were typed for. */
  | 'second_factor'
  /** Questions to passkeys, each of them a row. */
  | 'passkey_challenge'
  /** People whom one member of staff looks at. */
  | 'staff_looks_minute'
  | 'staff_looks_day'
  /** Mails that one person, and one organization, sends to addresses that they typed. */
  | 'invitations'
  | 'invitations_of_organization'
  | 'invitations_to_address'
  /** Tokens and keys that open nothing. */
  | 'wrong_tokens'
  /** Of one key, app or session; counted in leases (./leases.ts). */
  | 'calls'
  /** Refresh tokens that one app spends. */
  | 'refreshes'
  /** Codes that devices ask for, and codes of theirs that are typed. */
  | 'device_codes'
  | 'user_codes'
  /** Waits begun by who has lost every second factor. */
  | 'factor_reset';

const hour = 3600;

const windows: Record<LimitName, (policy: Policy) => { points: number; duration: number }> = {
  source_failures_minute: (p) => ({ points: p.sourceFailuresPerMinute, duration: 60 }),
  source_failures_hour: (p) => ({ points: p.sourceFailuresPerHour, duration: hour }),
  source_account_pair: () => ({ points: 1, duration: hour }),
  limit_recorded: () => ({ points: 1, duration: hour }),
  source_accounts_hour: (p) => ({ points: p.sourceAccountsPerHour, duration: hour }),
  sign_up: (p) => ({ points: p.signUpsPerHour, duration: hour }),
  mail_to_address: (p) => ({ points: p.forgotPerAddressPerHour, duration: hour }),
  reset_to_address: (p) => ({ points: p.forgotPerAddressPerHour, duration: hour }),
  forgot: (p) => ({ points: p.forgotPerSourcePerHour, duration: hour }),
  code_to_address: (p) => ({ points: p.forgotPerAddressPerHour, duration: hour }),
  email_codes: (p) => ({ points: p.emailCodesPerSourcePerHour, duration: hour }),
  email_code_failures: (p) => ({ points: p.emailCodeTriesPerHour, duration: hour }),
  step_up_codes: (p) => ({ points: p.stepUpCodesPerHour, duration: hour }),
  resend_minute: (p) => ({ points: p.resendsPerMinute, duration: 60 }),
  resend_day: (p) => ({ points: p.resendsPerDay, duration: 24 * hour }),
  account_changes: (p) => ({ points: p.accountChangesPerHour, duration: hour }),
  session_management: (p) => ({ points: p.sessionChangesPerMinute, duration: 60 }),
  draft_saves: (p) => ({ points: p.draftSavesPerMinute, duration: 60 }), // only: drafts
  second_factor: (p) => ({ points: p.secondFactorTriesPerHour, duration: hour }),
  factor_reset: (p) => ({ points: p.factorResetRequestsPerDay, duration: 24 * hour }),
  passkey_challenge: (p) => ({ points: p.passkeyChallengesPerMinute, duration: 60 }),
  staff_looks_minute: (p) => ({ points: p.staffLooksPerMinute, duration: 60 }),
  staff_looks_day: (p) => ({ points: p.staffLooksPerDay, duration: 24 * hour }),
  invitations: (p) => ({ points: p.invitationsPerHour, duration: hour }),
  invitations_of_organization: (p) => ({
    points: p.invitationsPerOrganizationPerDay,
    duration: 24 * hour,
  }),
  invitations_to_address: (p) => ({ points: p.invitationsPerAddressPerDay, duration: 24 * hour }),
  wrong_tokens: (p) => ({ points: p.wrongTokensPerSourcePerMinute, duration: 60 }),
  refreshes: (p) => ({ points: p.refreshesPerTenMinutes, duration: 600 }),
  calls: (p) => ({ points: p.callsPerMinute, duration: 60 }),
  device_codes: (p) => ({ points: p.deviceCodesPerSourcePerHour, duration: hour }),
  user_codes: (p) => ({ points: p.userCodeTriesPerHour, duration: hour }),
  step_up: (p) => ({ points: p.stepUpTries, duration: p.stepUpTriesPeriod }),
};

/** How many points there are in how many seconds. */
export const windowOf = (policy: Policy, name: LimitName) => windows[name](policy);

export type Spent =
  | { readonly ok: true; readonly left: number }
  | { readonly ok: false; readonly retryAfterSeconds: number };

type Counting = { readonly db: Executor; readonly policy: Policy };

/** A window opens with its first point and closes by the database's clock, the same for all instances; what is refused counts as well. */
const takeStatement = `
  insert into rate_limits as r (key, points, expires_at) values ($1, 1, now() + $2 * interval '1 second')
  on conflict (key) do update set
    points = case when r.expires_at <= now() then 1 else r.points + 1 end,
    expires_at = case when r.expires_at <= now() then excluded.expires_at else r.expires_at end
  returning points, greatest(1, ceil(extract(epoch from expires_at - now())))::int as seconds_left`;

/** Takes one point before the act, so that parallel tries cannot share it. Throws when the database is away. */
export async function spend({ db, policy }: Counting, name: LimitName, key: string): Promise<Spent> {
  const { points, duration } = windowOf(policy, name);
  const [taken] = await runPrepared<{ points: number; seconds_left: number }>(db, takeStatement, [
    rowOf(name, key),
    duration,
  ]);
  if (!taken) throw new Error('the point was not counted');
  return taken.points <= points
    ? { ok: true, left: points - taken.points }
    : { ok: false, retryAfterSeconds: taken.seconds_left };
}

/** A point given back after its window has closed changes nothing. */
const giveBackStatement = `
  update rate_limits set points = greatest(0, points - 1) where key = $1 and expires_at > now()`;

/** Gives a point back: what was counted in advance turned out to be no failure. */
export async function giveBack({ db }: Counting, name: LimitName, key: string): Promise<void> {
  await runPrepared(db, giveBackStatement, [rowOf(name, key)]);
}

const isSpentStatement = 'select 1 from rate_limits where key = $1 and expires_at > now() and points > 0';

/** Whether a key has points against it in the window that is running. Takes none. */
export async function isSpent({ db }: Counting, name: LimitName, key: string): Promise<boolean> {
  return (await runPrepared(db, isSpentStatement, [rowOf(name, key)])).length > 0;
}

export async function forget({ db }: Counting, name: LimitName, key: string): Promise<void> {
  await runPrepared(db, 'delete from rate_limits where key = $1', [rowOf(name, key)]);
}

const rowOf = (name: LimitName, key: string) => `${name}:${key}`;
