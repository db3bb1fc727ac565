/** Brings back the mail whose job is lost or sleeps, and gives up on what is too old. On any instance, as often as one likes. */

import { dropOldMail, hastenMail, readdMail } from '../../mail/store';
import { log } from '../../observe/log';
import { days, minutes } from '../../time';
import { type AnonymousContext, inTransaction } from '../context';

/** After it nobody expects the mail any more, and what it tells may be wrong. */
const patience = days(3);
/** Between two tries, at most: so long an outage of the mail server is felt after its end. */
const longestPause = minutes(5);
/** Longer than any try to send takes (lib/mail/smtp.ts). */
const longestTry = minutes(2);
const batchSize = 500;

export type Rescued = { readonly hastened: number; readonly readded: number; readonly dropped: number };

export async function rescueMail(ctx: AnonymousContext): Promise<Rescued> {
  const rescued = await inTransaction(ctx, async (tx) => {
    const dropped = await dropOldMail(tx, patience, batchSize);
    const hastened = await hastenMail(tx, longestPause, batchSize);
    const readded = await readdMail(tx, longestTry, batchSize);
    return { dropped, hastened, readded };
  });
  for (const { id, kind, attempts } of rescued.dropped)
    log.error({ event: 'mail_given_up', mailId: id, kind, attempts }, 'mail_given_up');
  const told = { ...rescued, dropped: rescued.dropped.length };
  if (told.hastened + told.readded > 0) log.info({ event: 'mail_rescued', ...told }, 'mail_rescued');
  return told;
}
