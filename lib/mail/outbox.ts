/** Puts mail into the outbox, in the transaction of the event it reports: both are there, or neither. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import type { Mail } from './kinds';

export const sendMailTask = 'send_mail';

/** A worker picks the job up within moments of the commit, and retries with growing pauses until the mail is sent. */
export async function queueMail(db: Executor, mail: Mail): Promise<void> {
  const { kind, recipient, userId = null, facts } = mail;
  await db.execute(sql`
    with mail as (
      insert into mails (kind, recipient, user_id, facts)
      values (${kind}, ${recipient}, ${userId}, ${JSON.stringify(facts)}::jsonb) returning id
    )
    select graphile_worker.add_job(${sendMailTask}, json_build_object('mailId', id), job_key => id::text) from mail`);
}
