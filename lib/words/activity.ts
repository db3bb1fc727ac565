/** Each event of the security log in the words of the person it is about. A new event does not compile without its sentence. */

import type { AuditEventName } from '../audit/events';
import { isProviderName, providerLabels } from '../config/providers';
import { organizationRoles } from '../organization/permissions';
import { type PlanId, plans } from '../plan/plans';
import { type EndReason, isEndReason } from '../session/reasons';
import { inSentence } from '../typed/visible';
import { type ActivityLine, byWords, deviceWords, lineData, textOf } from './activity-line';
import { confirmedWords, failedProofWords, provenWords } from './factors';
import { roleLabels } from './organizations';
import { endWords } from './reasons';
import { supportSentences } from './support-activity';
import { tokenSentences } from './token-activity';
import { trustEndWords } from './trust';

export type ActivityWords = {
  readonly title: string;
  /** More about it: why, or what exactly. */
  readonly detail?: string;
  /** Who did it, where that was not this person: completes "by …". */
  readonly by?: string;
  /** The device that did it. */
  readonly device?: string;
};

export function activityWords(row: ActivityLine): ActivityWords {
  const { title, detail } = sentences[row.event](row);
  return { title, detail, by: byWords(row), device: deviceWords(row) };
}

type Sentence = (row: ActivityLine) => { readonly title: string; readonly detail?: string };

const says =
  (title: string): Sentence =>
  () => ({ title });

const sentences: Record<AuditEventName, Sentence> = {
  user_created: says('Account created'),
  user_confirmed: says('Email address confirmed'),
  user_invited: says('Invitation sent'),
  sign_up_repeated: says('Someone tried to sign up with your email address'),
  user_renamed: says('Name changed'),
  user_disabled: says('Account disabled'),
  user_enabled: says('Account enabled again'),
  password_reset_required: says('Password disabled until you choose a new one'),
  user_signed_out: says('Signed out everywhere'),
  user_deletion_requested: says('Account deletion requested'),
  user_deletion_undone: says('Account deletion undone'),
  user_deleted: says('Account deleted'),
  authn_password_change: ({ reason }) => ({
    title: reason === 'password_reset' ? 'Password reset from a link in your email' : 'Password changed',
  }),
  password_reset_requested: says('Link to choose a new password requested'),
  password_reset_link_sent: says('Link to choose a new password sent'),
  email_change_requested: says('Change of email address requested'),
  email_changed: says('Email address changed'),
  email_change_undone: ({ reason }) => ({
    title: reason === 'cancelled' ? 'Change of email address cancelled' : 'Change of email address undone',
  }),
  sign_in_reported: says('Reported by email: “This wasn’t me”'),
  data_exported: (row) => ({
    title: textOf(row, 'what') === 'activity' ? 'Activity downloaded' : 'Data exported',
  }),
  authn_login_success: says('Signed in'),
  authn_login_successafterfail: says('The right password after many wrong ones'),
  authn_login_fail: refusedSignIn,
  authn_login_lock: wrongInARow,
  authn_login_unlock: says('Password sign-in allowed again'),
  sign_in_code_requested: (row) => ({ title: `Code to ${codePurpose(row)} requested by email` }),
  sign_in_code_sent: (row) => ({ title: `Code to ${codePurpose(row)} sent by email` }),
  sign_in_code_fail: says('Wrong code from an email'),
  second_factor_asked: (row) => ({
    title:
      (textOf(row, 'with') ?? 'password') === 'password'
        ? 'Right password, then asked for a code'
        : `Asked for the second factor after signing in${afterSpace(provenWords(textOf(row, 'with')))}`,
  }),
  second_factor_fail: (row) => ({
    title: 'Wrong code',
    detail:
      lineData(row).codesOff === true
        ? 'too many wrong codes, so codes from the app are off for now'
        : inARow(lineData(row).failuresInARow),
  }),
  factor_added: says('Authenticator app turned on'),
  factor_removed: ({ reason }) => ({
    title: reason ? 'Second factors removed' : 'Authenticator app removed',
  }),
  identity_linked: (row) => ({ title: `${providerOf(row)} connected` }),
  identity_unlinked: (row) => ({ title: `${providerOf(row)} disconnected` }),
  passkey_added: says('Passkey added'),
  passkey_removed: says('Passkey removed'),
  passkey_renamed: says('Passkey renamed'),
  passkey_fail: ({ reason }) => ({
    title: 'Passkey refused',
    detail: reason === 'copied' ? 'it looks like a copy of yours' : undefined,
  }),
  factor_reset_requested: says('Removal of lost second factors requested'),
  factor_reset_cancelled: ({ reason }) => ({
    title: 'Removal of second factors stopped',
    detail: stopWords[reason ?? ''],
  }),
  recovery_codes_renewed: says('New recovery codes made'),
  recovery_code_used: (row) => ({
    title: 'Recovery code used',
    detail: typeof lineData(row).left === 'number' ? `${lineData(row).left} left` : undefined,
  }),
  device_trusted: says('Browser trusted'),
  device_distrusted: (row) =>
    lineData(row).browsers === undefined
      ? { title: 'Trust in a browser ended' }
      : { title: 'Trust in all browsers ended', detail: trustEndWords(row.reason) },
  session_created: (row) => ({
    title: `Signed in${afterSpace(provenWords(textOf(row, 'with')))}`,
    detail: lineData(row).remembered === true ? 'kept signed in' : undefined,
  }),
  session_renewed: (row) => ({
    title:
      row.reason === 'step_up'
        ? `Confirmed it was you, ${confirmedWords(textOf(row, 'with'))}`
        : 'Session renewed',
  }),
  session_expired: signedOut,
  session_renamed: ({ deviceName }) => ({
    title: 'Device renamed',
    detail: deviceName ? `now called ${inSentence(deviceName)}` : undefined,
  }),
  session_used_elsewhere: ({ reason }) => ({
    title: reason === 'different_browser' ? 'Used by a different browser' : 'Used from a new network',
  }),
  ...tokenSentences,
  step_up_fail: (row) => ({
    title: `${failedProofWords(textOf(row, 'with'))} when asked to confirm it was you`,
  }),
  authz_fail: says('Refused: it belongs to someone else'),
  authz_change: (row) => ({ title: 'Role changed', detail: `now ${textOf(row, 'to') ?? 'another one'}` }),
  sensitive_read: (row) => ({
    title: textOf(row, 'what') === 'search' ? 'Found in a search' : 'Looked at',
  }),
  ...supportSentences,
  everyone_signed_out: says('Everyone signed out'),
  excess_rate_limit_exceeded: says('Too many requests at once, so some were refused'),
  organization_created: says('Organization created'),
  organization_changed: says('Organization renamed'),
  organization_rules_changed: says("An organization's rules changed"),
  organization_signed_out: says('Everyone signed out of an organization'),
  organization_deletion_requested: says('Organization deleted'),
  organization_deletion_undone: says('Organization brought back'),
  organization_deleted: says('Organization removed for good'),
  invitation_sent: says('Somebody invited to an organization'),
  invitation_revoked: says('Invitation to an organization revoked'),
  invitation_accepted: says('Joined an organization'),
  invitation_declined: says('Invitation to an organization declined'),
  organization_audit_exported: says('Audit of an organization downloaded'),
  organization_seen_by_support: says('Support opened an organization'),
  member_role_changed: (row) => ({ title: `Role in an organization changed${afterSpace(roleWords(row))}` }),
  member_removed: says('Removed from an organization'),
  member_left: says('Left an organization'),
  plan_changed: planChanged, // only: plans
  excess_sessions_exceeded: says('Signed in on too many devices'),
  project_created: says('Project created'), // only: sample
  project_updated: says('Project changed'), // only: sample
  project_deleted: says('Project deleted'), // only: sample
};

const codePurpose = (row: ActivityLine) =>
  textOf(row, 'for') === 'step_up' ? 'confirm it was you' : 'sign in';
const stopWords: Readonly<Record<string, string>> = {
  factor_proven: 'one of them was used',
  cancelled_by_link: 'with a link in an email',
  expired: 'nobody used the link in the email',
};

const roleWords = (row: ActivityLine) => {
  const role = organizationRoles.find((known) => known === textOf(row, 'to'));
  return role && `to ${roleLabels[role].toLowerCase()}`;
};

const afterSpace = (words: string | undefined) => (words ? ` ${words}` : '');

const inARow = (failures: unknown) => (typeof failures === 'number' ? `${failures} in a row` : undefined);

function providerOf(row: ActivityLine): string {
  const provider = textOf(row, 'provider');
  return isProviderName(provider) ? providerLabels[provider] : 'Another account';
}

/** The password was right. */
const closedWords: Record<string, string> = {
  unconfirmed: "the email address isn't confirmed yet",
  reset_required: 'a new password is needed first',
  deleted: 'the account is deleted',
  disabled: 'the account is disabled',
};

function refusedSignIn(row: ActivityLine): ReturnType<Sentence> {
  const closed = closedWords[textOf(row, 'closed') ?? ''];
  return closed ? { title: 'Sign-in refused', detail: closed } : { title: 'Wrong password' };
}

function wrongInARow(row: ActivityLine): ReturnType<Sentence> {
  const refused = refusedSignIn(row);
  if (refused.detail) return refused;
  const { passwordOff, failuresInARow } = lineData(row);
  if (passwordOff === true)
    return { title: 'Sign-in refused', detail: 'too many wrong passwords, so the password is off for now' };
  return {
    title: 'Wrong password',
    detail: inARow(failuresInARow),
  };
}

/** These say no more than that the session was ended, which the title says. */
const plain: ReadonlySet<EndReason> = new Set(['signed_out', 'revoked_by_user']);

function signedOut({ reason, deviceName, endedFrom, inactiveSeconds }: ActivityLine): ReturnType<Sentence> {
  const title = `Signed out ${inSentence(deviceName ?? '', 'a device')}`;
  const why =
    isEndReason(reason) && !plain.has(reason)
      ? endWords(reason, { from: endedFrom, inactiveSeconds })
      : undefined;
  return { title, detail: why };
}

// only: plans, from here
const planName = (id: string | undefined) => plans.find((plan) => plan.id === (id as PlanId))?.name;

function planChanged(row: ActivityLine): ReturnType<Sentence> {
  const [from, to] = [planName(textOf(row, 'from')), planName(textOf(row, 'to'))];
  return { title: from && to ? `Plan changed from ${from} to ${to}` : 'Plan changed' };
}

// only: plans, to here
