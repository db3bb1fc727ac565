import { expect, test } from 'vitest';
import { isPublicPage } from './public-pages';

test.each([
  '/',
  '/sign-in',
  '/sign-in/email-code',
  '/sign-up',
  '/sign-in/with/google',
  '/sign-in/callback/github',
  '/unavailable',
  '/help/sessions',
  '/help/api',
  '/dev/inbox',
  '/icon.svg',
  '/favicon.ico',
  '/robots.txt',
  '/.well-known/change-password',
  '/.well-known/nothing',
])('%s is public', (path) => {
  expect(isPublicPage(path)).toBe(true);
});

test.each([
  '/dashboard',
  '/projects',
  '/projects/new',
  '/settings',
  '/settings/sessions',
  '/step-up',
  '/nowhere',
  '',
  '//',
  '/sign-in/',
  '/sign-in/x',
  '/sign-in/with/x',
  '/sign-in/callback',
  '/sign-in/callback/google/x',
  '/.well-known',
  '/x/.well-known/change-password',
  '/dev',
  '/dev/inbox/x',
  '/Sign-in',
  '/sign-in;x',
  '/sign-in%2f..%2fdashboard',
  '/sign-in.rsc',
  '/dashboard/icon.svg',
  '/settings/sessions/x.css',
])('%s is closed', (path) => {
  expect(isPublicPage(path)).toBe(false);
});
