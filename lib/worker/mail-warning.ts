/** Tells the operator at boot when the mail server does not take mail. Mail waits in the outbox until it does. */

import { type MailTransport, NotTaken } from '../mail/transport';
import { log } from '../observe/log';

const advice: Readonly<Record<string, string>> = {
  EAUTH: 'correct user and password in SMTP_URL',
  EDNS: 'correct the host in SMTP_URL',
  ETLS: 'correct SMTP_URL: smtps:// for TLS from the start, smtp:// where it begins without',
};
const anyAdvice = 'correct host and port in SMTP_URL, or start the mail server; mail waits until then';

/** Never throws and holds nothing up; the check has its own time limit. Logs one line, without anything the server said. */
export async function warnOfMail(
  transport: MailTransport,
  to: Pick<typeof log, 'warn'> = log,
): Promise<void> {
  const event = 'mail_server_unusable';
  try {
    await transport.check?.();
  } catch (fault) {
    const { code, responseCode } =
      fault instanceof NotTaken ? fault : { code: 'EUNKNOWN', responseCode: undefined };
    // The log strips a field called just `code`: elsewhere it is what people type.
    to.warn({ event, faultCode: code, responseCode, advice: advice[code] ?? anyAdvice }, event);
  }
}
