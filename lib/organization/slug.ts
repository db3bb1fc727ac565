/** The name of an organization in addresses: made from its name, or chosen. Pure. */

import { z } from 'zod';
import { isOn } from '../config/features';
import { product } from '../config/product';

/** Two to 39 characters; a hyphen only between two others. The database checks the same pattern. */
const pattern = /^[a-z0-9](-?[a-z0-9]){1,38}$/;
const longest = 39;

/** People would take these for one of our pages or for somebody of ours. */
const reserved: ReadonlySet<string> = new Set([
  product.slug,
  ...['about', 'abuse', 'account', 'accounts', 'admin', 'administrator', 'api', 'app', 'assets'],
  ...['auth', 'authorize', 'billing', 'blog', 'contact', 'dashboard', 'dev', 'device', 'docs', 'health'],
  ...['help', 'home', 'hostmaster', 'info', 'invitation', 'invitations', 'keys', 'legal', 'login'],
  ...['logout', 'mail', 'me', 'members', 'mine', 'my', 'new', 'null', 'o', 'official', 'organization'],
  ...['organizations', 'owner', 'postmaster', 'pricing', 'privacy', 'projects', 'public', 'ready'],
  ...['root', 'security', 'session', 'sessions', 'settings', 'sign-in', 'sign-out', 'sign-up', 'staff'],
  ...['static', 'status', 'support', 'system', 'team', 'terms', 'undefined', 'unavailable', 'user'],
  ...['users', 'webmaster', 'www'],
]);

/** Without organizations, the pages' inner addresses have this in place of a slug. */
export const ownSlug = 'mine';

export const slugField = z
  .string('Enter an address.')
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => text.length >= 2 && text.length <= longest, `Use 2 to ${longest} characters.`)
  .refine((text) => pattern.test(text), 'Use letters a to z, digits, and single hyphens between them.')
  .refine((text) => !reserved.has(text), 'This address is reserved. Choose another one.');

/** Makes an address from a name; the `suffix` tells it from one that is taken. */
export function slugFor(name: string, suffix = ''): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest - 9);
  const trimmed = plain.replace(/^-+|-+$/g, '');
  const slug = [trimmed, suffix].filter(Boolean).join('-');
  return pattern.test(slug) && !reserved.has(slug)
    ? slug
    : `org-${suffix || trimmed || 'my'}`.slice(0, longest);
}

/** A page of an organization: `/o/acme/projects`, and `/projects` in a product without organizations. */
export const addressIn = (slug: string, path: string): string =>
  isOn('organizations') ? `/o/${slug}${path}` : path;

const inAddress = /^\/o\/([a-z0-9-]{2,39})(?:[/?#]|$)/;

/** The slug in the address of a page: `acme` of `/o/acme/projects`. A product without organizations has no such pages. */
export const slugIn = (path: string | null): string | undefined =>
  isOn('organizations') ? inAddress.exec(path ?? '')?.[1] : undefined;

/** For the session's statement. */
export const askedIn = (path: string | null): { readonly slug: string } | undefined => {
  const slug = slugIn(path);
  return slug === undefined ? undefined : { slug };
};

/** What can be one at all; spares the database what cannot. */
export const slugShape = /^[a-z0-9-]{2,39}$/;

const inApi = /^\/api\/organizations\/([a-z0-9-]{2,39})\//;

/** The same of an address of the API: `acme` of `/api/organizations/acme/audit`. */
export function slugInApi(path: string): { readonly slug: string } | undefined {
  const slug = isOn('organizations') ? inApi.exec(path)?.[1] : undefined;
  return slug === undefined ? undefined : { slug };
}
