import type { ReactNode } from 'react';
import { SessionGuard } from '@/app/guard/session/session-guard';
import { StepUpProvider } from '@/app/guard/step-up/step-up-provider';
import { SiteFooter } from '@/app/ui/site-footer';
import { SiteHeader } from '@/app/ui/site-header';
import { Toaster } from '@/app/ui/toaster';
import { isOn } from '@/lib/config/features';
import { isStaff } from '@/lib/config/policy';
import { limitsOfCaller, type SignedInContext } from '@/lib/flows/context';
import { stepUpWays } from '@/lib/flows/session/step-up-ways';
import { displacedHere } from '@/lib/web/cookies/displaced';
import { browserZone } from '@/lib/web/cookies/preferences';
import { sessionBody } from '@/lib/web/guards/session-body';
import { currentSession } from '@/lib/web/request/current-session';
import { signInInPlaceAction } from '../(signed-out)/sign-in/actions';
import { signInByPasskeyInPlaceAction } from '../(signed-out)/sign-in/passkey-actions';
import { finishInPlaceAction } from '../(signed-out)/sign-in/second-factor/actions';
import { signOutAction, signOutEverywhereAction, stepUpAction } from './account-actions';
import { AccountMenu } from './account-menu';
import { ProofNote } from './proof-note';
import { SessionLimitNote } from './session-limit-note';
import { stopVisitAction } from './support-actions';
import { SupportAsks, VisitTop } from './support-shell';

const nav = [
  { href: '/dashboard', label: 'Dashboard' },
  { href: '/projects', label: 'Projects', ofOrganization: true }, // only: sample
];

const staffNav = [{ href: '/admin', label: 'Staff' }];
/** Without the account menu, which is about signing in and out. */
const visitNav = [
  ...(isOn('organizations') ? [{ href: '/organizations', label: 'Organizations' }] : []),
  { href: '/settings/profile', label: 'Profile' },
];
const navOf = ({ user, support }: SignedInContext) => {
  if (support) return [...nav, ...visitNav];
  return isOn('staffConsole') && isStaff(user.role) ? [...nav, ...staffNav] : nav;
};
const noWays: Awaited<ReturnType<typeof stepUpWays>> = [];

/**
 * The shell. It protects nothing: a layout does not run before its page, so every page checks for itself (docs/security.md F1).
 */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  if (session.kind !== 'active') return children;
  const { ctx } = session;
  const visit = ctx.support !== undefined;
  const [displaced, ways] = await Promise.all([displacedHere(ctx), visit ? noWays : stepUpWays(ctx)]);
  return (
    <SessionGuard
      initial={sessionBody(ctx.policy, ctx)}
      signIn={{
        begin: signInInPlaceAction,
        finish: finishInPlaceAction,
        byPasskey: signInByPasskeyInPlaceAction,
      }}
      signOut={visit ? stopVisitAction : signOutAction}
      stepUp={stepUpAction}
      ways={ways}
    >
      <VisitTop ctx={ctx} />
      <StepUpProvider action={stepUpAction} email={ctx.user.email} ways={ways}>
        <SiteHeader home="/dashboard" nav={navOf(ctx)}>
          {visit ? null : (
            <AccountMenu
              name={ctx.user.name}
              email={ctx.user.email}
              organizations={isOn('organizations')}
              signOut={signOutAction}
              signOutEverywhere={signOutEverywhereAction}
            />
          )}
        </SiteHeader>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl grow px-4 py-8 outline-none sm:px-6"
        >
          {displaced.length > 0 ? (
            <SessionLimitNote
              limit={limitsOfCaller(ctx.policy, ctx).sessions}
              devices={displaced.map((device) => ({
                ...device,
                lastActiveAt: device.lastActiveAt.toISOString(),
              }))}
              now={ctx.now.toISOString()}
              zone={await browserZone()}
            />
          ) : null}
          <SupportAsks ctx={ctx} />
          <ProofNote />
          {children}
        </main>
        <SiteFooter />
        <Toaster />
      </StepUpProvider>
    </SessionGuard>
  );
}
