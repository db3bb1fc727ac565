import type { ReactNode } from 'react';
import { SettingsNav } from '@/app/ui/settings-nav';

const items = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/security', label: 'Security' },
  { href: '/settings/sessions', label: 'Sessions' },
  { href: '/settings/activity', label: 'Activity' },
  { href: '/settings/plan', label: 'Plan' },
];

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)] md:gap-10">
      <SettingsNav items={items} />
      <div className="min-w-0 max-w-3xl">{children}</div>
    </div>
  );
}
