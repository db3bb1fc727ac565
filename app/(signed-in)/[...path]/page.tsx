import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSession } from '@/lib/web/request/current-session';

export const metadata: Metadata = { title: 'Page not found' };

/** Every address without a page: who is signed in is told so inside the shell, with the way back in sight. */
export default async function NoSuchPage() {
  await requireSession();
  notFound();
}
