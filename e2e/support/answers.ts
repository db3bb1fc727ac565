/** Answers that did not come from the server, for the requests of a page. */

import type { Route } from '@playwright/test';

export type Fate = (route: Route) => Promise<void>;

/** Somebody on the way answers with a page of theirs. */
export const instead =
  (status: number, headers: Record<string, string> = {}): Fate =>
  (route) =>
    route.fulfill({ status, headers, contentType: 'text/html', body: '<h1>Somebody else</h1>' });

export const isAction = (route: Route) =>
  route.request().method() === 'POST' && 'next-action' in route.request().headers();

/** To calls of actions alone; everything else passes. */
export const toActions =
  (fate: Fate): Fate =>
  (route) =>
    isAction(route) ? fate(route) : route.fallback();

export const unknownAction = instead(404, { 'x-nextjs-action-not-found': '1' });
