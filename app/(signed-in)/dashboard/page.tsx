import type { Metadata } from 'next';
import { requireSession } from '@/lib/web/current-session';

export const metadata: Metadata = { title: 'Dashboard' };

export default async function DashboardPage() {
  const ctx = await requireSession();
  return <h1>Hello {ctx.user.name}</h1>;
}
