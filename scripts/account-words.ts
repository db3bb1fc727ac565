/** What `npm run account -- why` prints: one line for each moment, in plain words. Pure. */

import { placeWords } from '../lib/address';
import type { AuditEventName } from '../lib/audit/events';
import type { Moment, Story } from '../lib/flows/session/explain-sign-out';
import type { TrustedDevice } from '../lib/known-device/trust';
import type { EndReason } from '../lib/session/reasons';
import { endWords } from '../lib/words/reasons';

/** Where the name alone, with its underscores taken out, would not say it. */
const words: Partial<Record<AuditEventName, string>> = {
  user_created: 'signed up',
  user_confirmed: 'confirmed the address',
  user_disabled: 'account switched off',
  user_enabled: 'account switched on again',
  user_deletion_requested: 'asked for the account to be deleted',
  user_deletion_undone: 'took the deletion back',
  authn_password_change: 'password changed',
  authn_login_success: 'signed in',
  authn_login_successafterfail: 'signed in, after many wrong passwords',
  authn_login_fail: 'wrong password',
  authn_login_lock: 'sign-in refused: too many wrong passwords',
  authn_login_unlock: 'failed sign-ins forgotten',
  session_created: 'session began',
  session_renewed: 'session went on under a new secret',
  session_expired: 'session ended',
  session_used_elsewhere: 'session turned up in a new place',
  step_up_fail: 'wrong password when asked to confirm',
  authz_fail: 'asked for something of somebody else',
  excess_rate_limit_exceeded: 'too many tries, refused for a while',
  excess_sessions_exceeded: 'too many devices',
  sign_in_reported: 'said by mail: this was not me',
};

const time = (at: Date) => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Names and addresses come from browsers: what could move the cursor is cut out (ASVS 16.4.1). */
const plain = (text: string) => text.replaceAll(/\p{C}/gu, '');

export function storyLines({ account, moments, cut }: Story): string[] {
  return [
    `${plain(account.email)}  (${account.id})`,
    ...stateLines(account),
    ...(cut ? ['There is more than fits here; name fewer days.'] : []),
    ...(moments.length === 0 ? ['Nothing happened in this time.'] : moments.map(momentLine)),
  ];
}

/** What `trusted` and `end-trust` print: one line for each browser, the one used last on top. */
export const trustedLines = (devices: readonly TrustedDevice[]): string[] =>
  devices.map(({ id, deviceName, lastUsedAt, trustedUntil }) =>
    [
      `[${id.slice(0, 8)}]`,
      plain(deviceName),
      `last used ${time(lastUsedAt)}`,
      `until ${time(trustedUntil)}`,
    ].join('  ·  '),
  );

function stateLines(account: Story['account']): string[] {
  const lines = [
    account.emailVerifiedAt ? undefined : 'The address has not been confirmed.',
    account.disabledAt ? `Switched off since ${time(account.disabledAt)}.` : undefined,
    account.deletionRequestedAt ? `Deletion asked for at ${time(account.deletionRequestedAt)}.` : undefined,
    account.passwordResetRequiredAt
      ? `The password is off until another one is chosen, since ${time(account.passwordResetRequiredAt)}.`
      : undefined,
  ];
  return lines.filter((line) => line !== undefined);
}

export function momentLine(moment: Moment): string {
  const { session } = moment;
  const device = session ? `${plain(session.deviceName)} [${session.id.slice(0, 8)}]` : '';
  return `${time(moment.at)}  ${[happening(moment), device].filter(Boolean).join('  ·  ')}`;
}

function happening(moment: Moment): string {
  if (moment.kind === 'began') {
    const place = placeWords(moment.session.ip);
    const kept = moment.session.remembered ? ', kept signed in' : '';
    return `session began${kept}${place ? ` from ${place}` : ''}`;
  }
  if (moment.kind === 'ended') return `session ended: ${ended(moment.session.endedReason)}`;
  const { event, outcome, reason, data, ip } = moment.event;
  const name = words[event] ?? event.replaceAll('_', ' ');
  // Begin and end of a session whose row is gone; the reason of others is a word of ours as well.
  const because =
    event === 'session_expired' ? ended(reason as EndReason | null) : reason?.replaceAll('_', ' ');
  const details = Object.entries(data).map(([key, value]) => `${key} ${plain(String(value))}`);
  const failed = outcome === 'failure' && !/wrong|refused|too many/.test(name) ? ' (refused)' : '';
  const place = placeWords(ip);
  return [
    `${name}${failed}${because ? `: ${because}` : ''}`,
    ...(place ? [`from ${place}`] : []),
    ...(details.length > 0 ? [`(${details.join(', ')})`] : []),
  ].join(' ');
}

const ended = (reason: EndReason | null) => (reason ? (endWords(reason, null) ?? reason) : 'no reason kept');
