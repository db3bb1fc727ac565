import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSession } from '@/lib/web/request/current-session';

export const metadata: Metadata = { title: 'Page not found' };

/** Catches every address without a page, so a signed-in person gets the 404 inside the shell, with a way back. */
export default async function NoSuchPage() {
  await requireSession({ support: 'view' });
  notFound();
}
