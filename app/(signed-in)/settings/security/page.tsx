import {
  BellRing,
  Fingerprint,
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
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { type Factors, factorsOf } from '@/lib/flows/factors';
import { protectionOf } from '@/lib/flows/protection';
import { durationWords } from '@/lib/time';
import { requireSession } from '@/lib/web/current-session';
import { thisBrowser } from '@/lib/web/device-cookie';
import { readerZone } from '@/lib/web/reader';
import { deviceCount } from '../sessions/shown-session';
import { AddPasskey } from './add-passkey';
import { Authenticator } from './authenticator';
import { ChangePassword } from './change-password';
import { ChoosePassword } from './choose-password';
import { ConnectedAccounts } from './connected-accounts';
import { NextStep } from './next-step';
import { Passkeys } from './passkeys';
import { ProviderNews } from './provider-news';
import { RecoveryCodes } from './recovery-codes';
import { TrustedDevices } from './trusted-devices';

export const metadata: Metadata = { title: 'Security' };

export default async function SecurityPage() {
  const ctx = await requireSession();
  const [protection, factors, zone] = await Promise.all([
    protectionOf(ctx),
    factorsOf(ctx, await thisBrowser()),
    readerZone(),
  ]);
  const { authenticator, passkeys, recoveryCodes, trusted } = factors;
  const twoFactors = ctx.user.assurance === 2;
  const now = ctx.now.toISOString();
  const date = (at: Date) => <Time at={at.toISOString()} now={now} zone={zone} style="date" />;
  return (
    <>
      <PageHeader title="Security" description="What protects your account, and how you prove it is you." />
      <ProviderNews ctx={ctx} />
      <NextStep factors={factors} />
      <Section title="What protects your account">
        <CardList label="What protects your account">
          <Protection icon={Fingerprint} title="Passkeys">
            {passkeyWords(passkeys.length)}
          </Protection>
          <Protection icon={KeyRound} title="Password">
            {ctx.user.hasPassword ? (
              <>Last changed {date(protection.passwordChangedAt)}. Nobody can read it, not even we.</>
            ) : (
              'None: you sign in by other means.'
            )}
          </Protection>
          <Protection icon={Smartphone} title="Authenticator app">
            {authenticator.on ? (
              <>
                On since {date(authenticator.on.since)}.
                {authenticator.on.lastUsedAt ? <> Last used {date(authenticator.on.lastUsedAt)}.</> : null}
              </>
            ) : (
              'Off.'
            )}
          </Protection>
          {twoFactors ? (
            <Protection icon={LifeBuoy} title="Recovery codes">
              {recoveryCodes.left === 0 ? 'None' : `${recoveryCodes.left} left`}. One stands in for whatever
              you do not have with you.
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
        title="Passkeys"
        description="Sign in with your fingerprint, face or device PIN. A passkey proves more than a password and a code, and cannot be phished."
      >
        {passkeys.length > 0 ? (
          <div className="mb-4">
            <Passkeys
              passkeys={passkeys.map(shownPasskey)}
              needsProof={ctx.session.stepUpSecondsLeft <= 0}
              last={passkeys.length === 1 && !authenticator.on}
              now={now}
              zone={zone}
            />
          </div>
        ) : null}
        <AddPasskey primary={passkeys.length === 0} />
      </Section>
      <Section
        title="Password"
        description={
          ctx.user.hasPassword
            ? 'Changing it signs out every other device and cancels reset links that were sent. This device stays signed in.'
            : 'One more way to sign in, and what is asked for to confirm it is you.'
        }
      >
        {ctx.user.hasPassword ? (
          <ChangePassword passwordMinLength={ctx.policy.passwordMinLength} email={ctx.user.email} />
        ) : (
          <ChoosePassword email={ctx.user.email} lifetime={durationWords(ctx.policy.resetLinkLifetime)} />
        )}
      </Section>
      <Section
        title="Authenticator app"
        description="A code from an app on your phone, after the password. Turning it on or off signs out every other device."
      >
        <Authenticator on={authenticator.on !== undefined} waiting={authenticator.waiting} />
      </Section>
      {twoFactors ? (
        <>
          <Section
            title="Recovery codes"
            description="For when you have neither passkey nor app. A new set makes the old one useless and signs out every other device."
          >
            <RecoveryCodes left={recoveryCodes.left} />
          </Section>
          <Section
            title="Trusted devices"
            description={`Signing in there asks for the password alone, for ${durationWords(ctx.policy.trustedDeviceLifetime)} from when you chose so.`}
          >
            {trusted.length === 0 ? (
              <p className="text-muted">None. You can trust a device when it asks for the second step.</p>
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

const passkeyWords = (count: number): string => {
  if (count === 0) return 'None yet.';
  return `${count === 1 ? 'One' : count}. ${count === 1 ? 'It opens' : 'Each opens'} your account alone, and counts as two factors.`;
};

const shownPasskey = ({ createdAt, lastUsedAt, ...passkey }: Factors['passkeys'][number]) => ({
  ...passkey,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString(),
});

const shownTrust = ({ lastUsedAt, trustedUntil, ...device }: Factors['trusted'][number]) => ({
  ...device,
  lastUsedAt: lastUsedAt.toISOString(),
  trustedUntil: trustedUntil.toISOString(),
});

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
