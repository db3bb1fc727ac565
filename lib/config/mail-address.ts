/** Where mail goes out and whom it comes from, as the environment gives it. Faults name the variable, never its value. */

import { product } from './product';

export type MailFrom = { readonly name: string; readonly address: string };

type Source = Readonly<Record<string, string | undefined>>;

/** It holds a password, so it is never printed. Undefined if none is set: mail then waits, or goes to the development inbox. */
export function readSmtpUrl({ SMTP_URL: text }: Source, problems: string[]): string | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname) return text;
  problems.push('SMTP_URL must be an address such as smtps://user:password@mail.example.com');
  return undefined;
}

/** One address and no more: anything that could name a second one or start a header is refused (CWE-93). */
const single = /^[^\s@<>()[\]\\,;:"\p{C}]+@[^\s@<>()[\]\\,;:"\p{C}]+$/u;

export const isSingleAddress = (text: string) => text.length <= 254 && single.test(text);

export function readMailFrom({ MAIL_FROM: text }: Source, fallback: MailFrom, problems: string[]): MailFrom {
  if (!text) return fallback;
  const [, name, address] = /^\s*"?([^"<>\p{C}]*?)"?\s*<([^<>]*)>\s*$/u.exec(text) ?? [];
  const from =
    address === undefined ? { ...fallback, address: text.trim() } : { name: name?.trim() ?? '', address };
  if (isSingleAddress(from.address)) return from;
  problems.push(`MAIL_FROM must be an address such as ${product.name} <no-reply@example.com>`);
  return fallback;
}
