/**
 * A tab may show one person's page in the moment after another tab has signed in as someone else. What it asks by itself
 * says whose page it is; where that is no longer true nothing is done, and the tab is told. Pure.
 */

export const pageOwnerHeader = 'x-page-owner';

export const anotherPersonReason = 'another_person';

/** News for the page and no error: with a status of 4xx the browser would log a fault that is none. */
export const anotherPerson = { done: false, reason: anotherPersonReason } as const;
