/**
 * A tab may show one person's page in the moment after another tab has signed in as someone else. What it asks by itself
 * says whose page it is; where that is no longer true nothing is done, and the tab is told. Pure.
 */

import { isOn } from '../../config/features';

export const pageOwnerHeader = 'x-page-owner';

export const anotherPersonReason = 'another_person';

/** News for the page and no error: with a status of 4xx the browser would log a fault that is none. */
export const anotherPerson = { done: false, reason: anotherPersonReason } as const;

/** The id of the organization that the page shows, whatever its address is called by now. */
export const pageOrganizationHeader = 'x-page-organization';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Undefined for a page of none, and for what is no id. */
export function organizationOfPage(headers: Headers): { readonly id: string } | undefined {
  const id = headers.get(pageOrganizationHeader);
  return id !== null && uuid.test(id) && isOn('organizations') ? { id } : undefined;
}
