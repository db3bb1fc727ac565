/**
 * Headers of an answer that Next would change on the way: it cuts the host off a redirect to what it takes for its own address,
 * and adds the policy for pages to that of a document that is complete in itself. They travel under names of our own and get
 * their real ones when the head is written.
 */

import type { ServerResponse } from 'node:http';

export const locationHeader = 'x-own-location';
export const policyHeader = 'x-own-policy';

const meant = new Map([
  [locationHeader, 'Location'],
  [policyHeader, 'Content-Security-Policy'],
]);

export function putLastWords(response: ServerResponse): void {
  for (const [name, place] of meant) {
    const value = response.getHeader(name);
    if (value === undefined) continue;
    response.removeHeader(name);
    response.setHeader(place, value);
  }
}
