import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { startMailSink } from '../../e2e/support/mail-sink';
import { impatience, mailFrom } from '../../tests/support/mail-server';
import { talking } from '../../tests/support/refusing-server';
import { inboxTransport } from '../mail/inbox';
import { type SmtpPatience, smtpTransport } from '../mail/smtp';
import { warnOfMail } from './mail-warning';

const hidden = 'a-hidden-password';
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function warningsAt(url: string, patience?: SmtpPatience): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  await warnOfMail(smtpTransport(url, mailFrom, patience), {
    warn: (fields: object) => void lines.push({ ...fields }),
  } as never);
  return lines;
}

async function refusesPasswords(): Promise<number> {
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, answer) => answer(new Error(`no such user, and ${hidden} is wrong`)),
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  stops.push(() => new Promise((done) => server.close(() => done(undefined))));
  return (server.server.address() as AddressInfo).port;
}

test('a mail server that takes mail is not spoken of, and gets none', async () => {
  const sink = await startMailSink();
  stops.push(() => sink.stop());
  expect(await warningsAt(sink.url)).toEqual([]);
  expect(sink.offered).toBe(0);
});

test('a wrong password is told in one line, without it', async () => {
  const lines = await warningsAt(`smtp://user:${hidden}@127.0.0.1:${await refusesPasswords()}`);
  expect(lines).toMatchObject([
    {
      event: 'mail_server_unusable',
      faultCode: 'EAUTH',
      responseCode: 535,
      advice: 'correct user and password in SMTP_URL',
    },
  ]);
  expect(JSON.stringify(lines)).not.toContain(hidden);
});

test.each([
  ['nobody', async () => 1],
  ['something that says nothing', async () => (await stand(undefined)).port],
  [
    'something that speaks another language',
    async () => (await stand('HTTP/1.1 400 Bad Request\r\n\r\n')).port,
  ],
])('%s at the port is told in one line, and not waited for long', async (_who, port) => {
  const lines = await warningsAt(`smtp://user:${hidden}@127.0.0.1:${await port()}`, impatience);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    event: 'mail_server_unusable',
    advice: expect.stringContaining('SMTP_URL'),
  });
  expect(JSON.stringify(lines)).not.toContain(hidden);
});

test('an inbox has nobody to ask', async () => {
  const lines: unknown[] = [];
  await warnOfMail(inboxTransport('/nowhere'), { warn: (line: unknown) => void lines.push(line) } as never);
  expect(lines).toEqual([]);
});

async function stand(words: string | undefined) {
  const server = await talking(words);
  stops.push(() => server.stop());
  return server;
}
