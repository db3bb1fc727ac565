/** E-mail addresses: one spelling for each, so that an account can be found again. Pure. */

import { z } from 'zod';

const wrongSentence = 'Enter an email address such as name@example.com.';

/** RFC 5321 §4.5.3.1: of the whole, as it fits into a path, and of what stands before the @. */
const [longest, longestLocal] = [254, 64];

/** What `<input type=email>` takes before the @ (HTML, "valid e-mail address"). */
const localPart = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one spelling of an address; undefined for what is none. Before the @ plain ASCII alone and nothing folded but case:
 * the Kelvin sign would become a k, and two mailboxes one account. The domain as it stands in DNS, so that a name in
 * Unicode and its punycode are one. Where someone else vouches for an address, this is what reads it.
 */
export function canonicalEmail(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || local.length > longestLocal || !localPart.test(local)) return undefined;
  const domain = asciiDomain(text.slice(at + 1));
  const email = `${local.toLowerCase()}@${domain}`;
  return domain !== undefined && email.length <= longest ? email : undefined;
}

/** By the rules that browsers have for hosts (UTS 46). A name with a dot in it; no number, which is an IP address. */
function asciiDomain(text: string): string | undefined {
  // A port, a path or a blank: the parser would take each for something else than a part of the name.
  if (text.length > longest || /[^A-Za-z0-9.\u0080-\u{10ffff}-]/u.test(text)) return undefined;
  if (!URL.canParse(`http://${text}/`)) return undefined;
  const domain = new URL(`http://${text}/`).hostname;
  const labels = domain.split('.');
  const named = labels.length > 1 && labels.every((each) => label.test(each));
  return named && !/^[0-9]+$/.test(labels.at(-1) ?? '') ? domain : undefined;
}

const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * What someone typed or pasted, without what came along: invisible characters, "mailto:", "Ada <ada@example.com>", the end
 * of a sentence, and the wide forms of other keyboards. What is left is checked by `canonicalEmail`.
 */
function unwrapped(typed: string): string {
  const line = typed
    .replace(unseen, '')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, '.')
    .trim()
    .replace(/[.,;]$/, '');
  const [, inside] = /^[^<>@]*<([^<>]*)>$/.exec(line) ?? [];
  return linked((inside ?? line).trim()).trim();
}

/** The address of a "mailto:" link as it is copied from a page. */
function linked(text: string): string {
  const [, link] = /^mailto:([^?@]*@[^?]*)/i.exec(text) ?? [];
  if (link === undefined) return text;
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}

/** As a person types it; what is no address is given back trimmed and in small letters, and belongs to nobody. */
export const normaliseEmail = (typed: string): string =>
  canonicalEmail(unwrapped(typed)) ?? typed.normalize('NFC').trim().toLowerCase();

/** Longer than any address with its wrapping: nobody's patience is spent on it. */
const longestTyped = 2000;

export const emailSchema = z.string('Enter your email address.').transform((typed, refuse): string => {
  const text = typed.length > longestTyped ? typed : unwrapped(typed);
  const email = text.length > longestTyped ? undefined : canonicalEmail(text);
  if (email !== undefined) return email;
  const message = text === '' ? 'Enter your email address.' : faultOf(text);
  refuse.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const faultOf = (text: string): string =>
  text.length > longest || text.lastIndexOf('@') > longestLocal ? 'This address is too long.' : wrongSentence;

/** For someone who may not be its owner: "grace@example.com" is "g•••@example.com". */
export const maskedEmail = (email: string): string => {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
};

/** Of a list that somebody typed or pasted, in its order and without repetitions: one a line, or with commas or semicolons. */
export function splitAddresses(text: string): { readonly good: string[]; readonly bad: string[] } {
  const [good, bad] = [new Set<string>(), new Set<string>()];
  for (const typed of text.split(/[\n,;]+/).map((part) => part.trim())) {
    if (typed === '') continue;
    const email = emailSchema.safeParse(typed);
    if (email.success) good.add(email.data);
    else bad.add(typed);
  }
  return { good: [...good], bad: [...bad] };
}
