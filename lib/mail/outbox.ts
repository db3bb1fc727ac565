/** Puts mail into the outbox, in the transaction of what it tells about: both are there or neither. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import type { Mail } from './kinds';

export const sendMailTask = 'send_mail';

/** The job is picked up within moments of the commit; tried again with growing pauses until the mail is sent. */
export async function queueMail(db: Executor, mail: Mail): Promise<void> {
  const { kind, recipient, userId = null, facts } = mail;
  await db.execute(sql`
    with mail as (
      insert into mails (kind, recipient, user_id, facts)
      values (${kind}, ${recipient}, ${userId}, ${JSON.stringify(facts)}::jsonb) returning id
    )
    select graphile_worker.add_job(${sendMailTask}, json_build_object('mailId', id), job_key => id::text) from mail`);
}
