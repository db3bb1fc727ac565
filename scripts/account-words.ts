/** What `npm run account -- why` prints: one line for each moment, in plain words. Pure. */

import { placeWords } from '../lib/address';
import type { Moment, Story } from '../lib/flows/session/explain-sign-out';
import type { TrustedDevice } from '../lib/known-device/trust';
import { type EndReason, isEndReason } from '../lib/session/reasons';
import type { SessionOfTimeline } from '../lib/session/timeline';
import { secondsBetween } from '../lib/time';
import { activityWords } from '../lib/words/activity';
import { endWords } from '../lib/words/reasons';

const time = (at: Date) => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Names and addresses come from browsers: what could move the cursor is cut out (ASVS 16.4.1). */
const plain = (text: string) => text.replaceAll(/\p{C}/gu, '');

export function storyLines({ account, moments, cut }: Story): string[] {
  return [
    `${plain(account.email)}  (${account.id})`,
    ...stateLines(account),
    ...(cut ? ['There is more than fits here: ask for fewer days.'] : []),
    ...(moments.length === 0 ? ['Nothing happened in this time.'] : moments.map(momentLine)),
  ];
}

/** What `trusted` and `end-trust` print: one line for each browser, the most recently used one first. */
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
    account.emailVerifiedAt ? undefined : "The address hasn't been confirmed.",
    account.disabledAt ? `Disabled since ${time(account.disabledAt)}.` : undefined,
    account.deletionRequestedAt ? `Deletion requested at ${time(account.deletionRequestedAt)}.` : undefined,
    account.passwordResetRequiredAt
      ? `The password is disabled until a new one is chosen, since ${time(account.passwordResetRequiredAt)}.`
      : undefined,
  ];
  return lines.filter((line) => line !== undefined);
}

export function momentLine(moment: Moment): string {
  const { session } = moment;
  const device = session ? `${plain(session.deviceName)} [${session.id.slice(0, 8)}]` : '';
  return `${time(moment.at)}  ${[happening(moment), device].filter(Boolean).join('  ·  ')}`;
}

/** The sentence that the person reads in Activity, and behind it the words of the trail, for the logs. */
function happening(moment: Moment): string {
  if (moment.kind === 'began') {
    const place = placeWords(moment.session.ip);
    const kept = moment.session.remembered ? ', kept signed in' : '';
    return `Signed in${kept}${place ? `, from ${place}` : ''}`;
  }
  if (moment.kind === 'ended') return signedOut(moment.session.endedReason, moment.session);
  const { event, reason, data, ip } = moment.event;
  const details = Object.entries(data).map(([key, value]) => `${key} ${plain(String(value))}`);
  const place = placeWords(ip);
  const inTheLogs = [event, ...(reason ? [reason] : []), ...details].join(', ');
  return `${sentenceOf(moment)}${place ? `, from ${place}` : ''} (${inTheLogs})`;
}

function sentenceOf({ event: of, session }: Extract<Moment, { kind: 'event' }>): string {
  const { event, reason, data, actorId } = of;
  // An end whose session is no longer kept.
  if (event === 'session_expired') return signedOut(isEndReason(reason) ? reason : null);
  const { title, detail, by } = activityWords({
    ...{ event, reason, data, bySomebodyElse: false, byNobody: actorId === null },
    ...{ deviceName: session?.deviceName ?? null, userAgent: null, endedFrom: null, inactiveSeconds: null },
  });
  return [plain(title), ...(detail ? [plain(detail)] : []), ...(by ? [`by ${by}`] : [])].join(', ');
}

function signedOut(reason: EndReason | null, session?: SessionOfTimeline): string {
  const inactiveSeconds = session?.endedAt ? secondsBetween(session.lastActiveAt, session.endedAt) : null;
  return `Signed out: ${reason ? endWords(reason, { inactiveSeconds }) : 'no reason kept'}`;
}
