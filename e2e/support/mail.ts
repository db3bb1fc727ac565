/** The mail that the servers under test have sent, each token in it marked as a secret. */

import { expect } from '@playwright/test';
import { baseUrl, mailFolder } from './environment';
import { keptMail } from './mail-folder';
import { markSecret } from './secrets';

export type ReceivedMail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /**
   * In their order, without doubles. Whichever instance has sent the mail, they lead to instance A: the two differ in their
   * port alone.
   */
  readonly links: readonly string[];
};

const tokensIn = (text: string) => [...text.matchAll(/[?&]token=([\w-]+)/g)].map(([, token = '']) => token);

/** Of all tests so far, whether they looked at their mail or not. */
export const tokensOfAllMail = (): string[] => keptMail(mailFolder()).flatMap(({ text }) => tokensIn(text));

/** Oldest first. */
export function mailsTo(email: string): ReceivedMail[] {
  return keptMail(mailFolder(), email).map(({ subject, text, html }) => {
    for (const token of tokensIn(text)) markSecret(token);
    const links = text.match(/^https?:\/\/\S+$/gm) ?? [];
    return { subject, text, html, links: [...new Set(links.map(toInstanceA))] };
  });
}

function toInstanceA(link: string): string {
  const { pathname, search } = new URL(link);
  return new URL(pathname + search, baseUrl()).href;
}

/** The newest one to this address, or the newest whose subject has this in it; waits for it. */
export async function waitForMail(
  email: string,
  options: { subject?: string | RegExp } = {},
): Promise<ReceivedMail> {
  const { subject = '' } = options;
  const found = () =>
    mailsTo(email).findLast((mail) =>
      typeof subject === 'string' ? mail.subject.includes(subject) : subject.test(mail.subject),
    );
  await expect
    .poll(() => found() !== undefined, { message: `a mail to ${email}`, timeout: 20_000 })
    .toBe(true);
  const mail = found();
  if (!mail) throw new Error('the mail is gone again');
  return mail;
}
