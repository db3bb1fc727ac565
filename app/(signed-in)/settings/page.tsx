import { redirect } from 'next/navigation';
import { requireSession } from '@/lib/web/request/current-session';

export default async function SettingsPage() {
  await requireSession({ support: 'view' });
  redirect('/settings/sessions');
}
