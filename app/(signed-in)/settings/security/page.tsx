import {
  BellRing,
  KeyRound,
  LifeBuoy,
  type LucideIcon,
  MailCheck,
  MonitorSmartphone,
  Smartphone,
} from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CardItem, CardList } from '@/app/ui/card';
import { Note } from '@/app/ui/note';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { type Factors, factorsOf } from '@/lib/flows/factors';
import { protectionOf } from '@/lib/flows/protection';
import { durationWords } from '@/lib/time';
import { requireSession } from '@/lib/web/current-session';
import { readerZone } from '@/lib/web/reader';
import { deviceCount } from '../sessions/shown-session';
import { Authenticator } from './authenticator';
import { ChangePassword } from './change-password';
import { ConnectedAccounts } from './connected-accounts';
import { RecoveryCodes } from './recovery-codes';
import { TrustedDevices } from './trusted-devices';

export const metadata: Metadata = { title: 'Security' };

export default async function SecurityPage() {
  const ctx = await requireSession();
  const [protection, factors, zone] = await Promise.all([protectionOf(ctx), factorsOf(ctx), readerZone()]);
  const { authenticator, recoveryCodes, trusted } = factors;
  const now = ctx.now.toISOString();
  const date = (at: Date) => <Time at={at.toISOString()} now={now} zone={zone} style="date" />;
  return (
    <>
      <PageHeader title="Security" description="What protects your account, and how you prove it is you." />
      <NextStep factors={factors} />
      <Section title="What protects your account">
        <CardList label="What protects your account">
          <Protection icon={KeyRound} title="Password">
            Last changed {date(protection.passwordChangedAt)}. Nobody can read it, not even we.
          </Protection>
          <Protection icon={Smartphone} title="Authenticator app">
            {authenticator.on ? (
              <>
                On since {date(authenticator.on.since)}.
                {authenticator.on.lastUsedAt ? <> Last used {date(authenticator.on.lastUsedAt)}.</> : null}
              </>
            ) : (
              'Off: the password alone opens your account.'
            )}
          </Protection>
          {authenticator.on ? (
            <Protection icon={LifeBuoy} title="Recovery codes">
              {recoveryCodes.left === 0 ? 'None' : `${recoveryCodes.left} left`}, for when you do not have the
              app.
            </Protection>
          ) : null}
          <Protection icon={MailCheck} title="Email address">
            {ctx.user.email}
            {protection.emailVerifiedAt ? <>, confirmed {date(protection.emailVerifiedAt)}</> : null}. Links
            to choose a new password go there.{' '}
            <Link href="/settings/profile" className="text-link">
              Change it
            </Link>
          </Protection>
          <Protection icon={BellRing} title="Sign-in alerts">
            On: a sign-in from a browser we do not know is told by email, with a button for “This wasn’t me”.
          </Protection>
          <Protection icon={MonitorSmartphone} title="Devices">
            {deviceCount(protection.devices)}.{' '}
            <Link href="/settings/sessions" className="text-link">
              Look through them
            </Link>{' '}
            or{' '}
            <Link href="/settings/activity" className="text-link">
              see what happened
            </Link>
          </Protection>
        </CardList>
      </Section>
      <Section
        title="Password"
        description="Changing it signs out every other device and cancels reset links that were sent. This device stays signed in."
      >
        <ChangePassword passwordMinLength={ctx.policy.passwordMinLength} email={ctx.user.email} />
      </Section>
      <Section
        title="Authenticator app"
        description="A code from an app on your phone, after the password. Turning it on or off signs out every other device."
      >
        <Authenticator on={authenticator.on !== undefined} waiting={authenticator.waiting} />
      </Section>
      {authenticator.on ? (
        <>
          <Section
            title="Recovery codes"
            description="For when you do not have the app. A new set makes the old one useless and signs out every other device."
          >
            <RecoveryCodes left={recoveryCodes.left} />
          </Section>
          <Section
            title="Trusted devices"
            description={`Signing in there asks for the password alone, for ${durationWords(ctx.policy.trustedDeviceLifetime)} from when you chose so.`}
          >
            {trusted.length === 0 ? (
              <p className="text-muted">None. You can trust a device when it asks for the code.</p>
            ) : (
              <TrustedDevices devices={trusted.map(shownTrust)} now={now} zone={zone} />
            )}
          </Section>
        </>
      ) : null}
      <ConnectedAccounts ctx={ctx} zone={zone} />
    </>
  );
}

const shownTrust = ({ id, deviceName, lastUsedAt, trustedUntil }: Factors['trusted'][number]) => ({
  id,
  deviceName,
  lastUsedAt: lastUsedAt.toISOString(),
  trustedUntil: trustedUntil.toISOString(),
});

/** The one thing that would protect the account best now. */
function NextStep({ factors }: { factors: Factors }) {
  const step = nextStep(factors);
  return step ? (
    <Note tone={factors.authenticator.on ? 'warn' : 'info'} className="mb-6">
      {step}
    </Note>
  ) : null;
}

function nextStep({ authenticator, recoveryCodes, codesOff }: Factors): string | undefined {
  if (!authenticator.on)
    return 'Next step: set up an authenticator app. Then a stolen password alone opens nothing.';
  if (codesOff)
    return 'Too many wrong codes were entered, so codes from the app are off. Sign in with a recovery code to turn them on again.';
  if (recoveryCodes.left === 0)
    return 'Next step: create recovery codes. Without them, losing your phone locks you out.';
  if (recoveryCodes.few)
    return `Next step: create new recovery codes. ${recoveryCodes.left === 1 ? 'One is' : `${recoveryCodes.left} are`} left.`;
  return undefined;
}

function Protection({
  icon: Icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
}) {
  return (
    <CardItem icon={<Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}>
      <p className="font-medium">{title}</p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">{children}</p>
    </CardItem>
  );
}
