/** What a test of mail needs beside people: a mail server, the outbox's rows, and somebody who sends. */

import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { mails } from '../../db/schema/mails';
import { oneTimeTokens } from '../../db/schema/one-time-tokens';
import { type MailSink, startMailSink } from '../../e2e/support/mail-sink';
import { type MailContext, sendMail } from '../../lib/flows/scheduled/send-mail';
import type { Mail } from '../../lib/mail/kinds';
import { queueMail } from '../../lib/mail/outbox';
import { smtpTransport } from '../../lib/mail/smtp';
import { flowWorld } from './flow-world';
import { appUrl, impatience, mailFrom } from './mail-server';

/** For the top of a test file. */
export function mailWorld() {
  const world = flowWorld();
  let sink: MailSink;
  beforeAll(async () => {
    sink = await startMailSink();
  });
  afterAll(() => sink.stop());
  beforeEach(() => {
    sink.manner = 'takes';
  });

  const rowOf = async (id: string) => {
    const [row] = await world.db.select().from(mails).where(eq(mails.id, id));
    if (!row) throw new Error('there is no such mail');
    return row;
  };
  /** Impatient where nobody is going to answer: elsewhere a slow machine would be taken for a silent server. */
  const ctx = (url = sink.url, impatient = sink.manner === 'hangs'): MailContext => ({
    db: world.db,
    policy: world.policy,
    appUrl,
    transport: smtpTransport(url, mailFrom, impatient ? impatience : undefined),
  });

  return {
    people: world,
    get sink() {
      return sink;
    },
    mailCtx: ctx,
    rowOf,

    /** Into the outbox as a flow does it; returns the row's id. */
    async queue(mail: Mail): Promise<string> {
      await world.db.transaction((tx) => queueMail(tx, mail));
      const [row] = await world.db.select().from(mails).orderBy(desc(mails.createdAt)).limit(1);
      return row?.id ?? '';
    },

    send: (id: string, through = ctx()) => sendMail(through, id),
    takenBy: (email: string) => sink.taken.filter(({ to }) => to === email),
    tokensOf: (userId: string) =>
      world.db.select().from(oneTimeTokens).where(eq(oneTimeTokens.userId, userId)),

    jobs: async (mailId: string) => [
      ...(await world.db.execute<{ attempts: number; max_attempts: number; due: boolean }>(
        sql`select attempts, max_attempts, run_at <= now() as due from graphile_worker.jobs where key = ${mailId}`,
      )),
    ],
  };
}
