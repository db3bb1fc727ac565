/** Hands mail to an SMTP server, with a connection for each mail and a limit on every wait. */

import { createTransport } from 'nodemailer';
import type { MailFrom } from '../config/mail-address';
import { type MailTransport, type Message, NotTaken } from './transport';

/** Milliseconds. */
export type SmtpPatience = {
  readonly connect: number;
  readonly greet: number;
  /** Between two replies of the server. */
  readonly silence: number;
  /** From beginning to end, however slowly the server drips. */
  readonly whole: number;
};

const usualPatience: SmtpPatience = { connect: 10_000, greet: 10_000, silence: 20_000, whole: 45_000 };

export function smtpTransport(
  url: string,
  from: MailFrom,
  patience: SmtpPatience = usualPatience,
): MailTransport {
  const transport = createTransport({
    url,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.greet,
    socketTimeout: patience.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async deliver(message) {
      const sending = transport.sendMail(envelope(message, from)).catch((fault) => {
        throw notTaken(fault);
      });
      await within(patience.whole, sending);
    },
    /** Connects, greets and signs in, but sends nothing. */
    async check() {
      const asking = transport.verify().catch((fault) => {
        throw notTaken(fault);
      });
      await within(patience.whole, asking);
    },
  };
}

/**
 * The message id comes from the row's id. A mail may be sent twice, if we die between the server's yes and our note of it, and
 * its recipient then sees one and the same mail. Addresses are passed in parts, so that nothing in them is read as a list or a
 * header.
 */
const envelope = ({ id, to, subject, text, html }: Message, from: MailFrom) => ({
  messageId: `<${id}@${from.address.split('@')[1]}>`,
  from: { ...from },
  to: { name: '', address: to },
  subject,
  text,
  html,
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
});

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NotTaken('ETOOLONG', undefined, false)), ms);
  });
  // The loser of the race has nobody left to tell.
  work.catch(() => undefined);
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const beforeTheMail = new Set(['EDNS', 'EAUTH', 'ETLS', 'EENVELOPE']);

function notTaken(fault: unknown): NotTaken {
  const { code, responseCode, syscall } = fault as { code?: string; responseCode?: number; syscall?: string };
  const known = /^E[A-Z]{2,20}$/.test(code ?? '') ? String(code) : 'EUNKNOWN';
  const answered = typeof responseCode === 'number' ? responseCode : undefined;
  return new NotTaken(
    known,
    answered,
    answered !== undefined || syscall === 'connect' || beforeTheMail.has(known),
  );
}
