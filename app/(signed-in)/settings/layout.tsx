import type { ReactNode } from 'react';
import { SettingsNav } from '@/app/(signed-in)/settings/settings-nav';
import { type Feature, isOn } from '@/lib/config/features';
import type { SignedInContext } from '@/lib/flows/context';
import { openFactorReset } from '@/lib/flows/factors/cancel-factor-reset';
import { browserZone } from '@/lib/web/cookies/preferences';
import { currentSession } from '@/lib/web/request/current-session';
import { FactorResetNote } from './factor-reset-note';

const items: readonly { href: string; label: string; feature?: Feature }[] = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/security', label: 'Security' },
  { href: '/settings/sessions', label: 'Sessions' },
  { href: '/settings/keys', label: 'API keys', feature: 'apiKeys' },
  { href: '/settings/activity', label: 'Activity' },
  { href: '/settings/plan', label: 'Plan', feature: 'plans' }, // only: plans
];

const shown = items
  .filter(({ feature }) => !feature || isOn(feature))
  .map(({ href, label }) => ({ href, label }));

/** The page checks the session itself and redirects if nobody is signed in. Until then, it comes without the menu. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  // Support sees the profile alone.
  if (session.kind !== 'active' || session.ctx.support) return children;
  return (
    <div className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)] md:gap-10">
      <SettingsNav items={shown} />
      <div className="min-w-0 max-w-3xl">
        {await warning(session.ctx)}
        {children}
      </div>
    </div>
  );
}

/** Tells the person on every settings page that somebody has asked to remove their second factors. */
async function warning(ctx: SignedInContext): Promise<ReactNode> {
  const reset = await openFactorReset(ctx);
  if (!reset) return null;
  const times = { now: ctx.now.toISOString(), zone: await browserZone() };
  const { hasPassword } = ctx.user;
  return <FactorResetNote until={reset.until.toISOString()} hasPassword={hasPassword} {...times} />;
}
