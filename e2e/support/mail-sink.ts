/** An SMTP server on this machine that takes every mail and keeps it, unless it is told to behave badly. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { type ReadMail, readMail } from './mime';

export type TakenMail = ReadMail & { readonly to: string; readonly from: string };

/** A number is what it answers to every recipient; `hangs` hears the mail and never says yes. */
export type MailSinkOptions = 'takes' | 'hangs' | number;

export type MailSink = {
  readonly url: string;
  readonly port: number;
  readonly taken: readonly TakenMail[];
  /** How many mails have been handed over, taken or not. */
  readonly offered: number;
  manner: MailSinkOptions;
  stop(): Promise<void>;
};

/** `port` where it must be the one of before. `onMail` sees each mail before the sender gets its yes. */
export async function startMailSink(
  options: { port?: number; onMail?: (mail: TakenMail) => void } = {},
): Promise<MailSink> {
  const taken: TakenMail[] = [];
  const state = { manner: 'takes' as MailSinkOptions, offered: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 1,
    onRcptTo: (_address, _session, answer) =>
      typeof state.manner === 'number'
        ? answer(Object.assign(new Error('refused for a test'), { responseCode: state.manner }))
        : answer(),
    onData: (stream, session, answer) => {
      const { rcptTo, mailFrom } = session.envelope;
      const take = (source: Parameters<typeof readMail>[0]) => {
        state.offered += 1;
        if (state.manner === 'hangs') return;
        const from = mailFrom === false ? '' : mailFrom.address;
        const mail = { ...readMail(source), to: rcptTo[0]?.address ?? '', from };
        taken.push(mail);
        options.onMail?.(mail);
        answer();
      };
      // A sender that goes away in the middle has sent nothing.
      void whole(stream).then(take, () => undefined);
    },
  });
  // Anyone who hangs up in the middle is no trouble of ours.
  server.on('error', () => undefined);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken,
    get offered() {
      return state.offered;
    },
    get manner() {
      return state.manner;
    },
    set manner(manner) {
      state.manner = manner;
    },
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

async function whole(stream: SMTPServerDataStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
}
