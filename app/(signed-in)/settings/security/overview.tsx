import {
  BellRing,
  Fingerprint,
  KeyRound,
  LifeBuoy,
  Link2,
  type LucideIcon,
  MailCheck,
  MonitorSmartphone,
  Smartphone,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { CardItem, CardList } from '@/app/ui/card';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { isOn } from '@/lib/config/features';
import { providerLabels } from '@/lib/config/providers';
import type { SignedInContext } from '@/lib/flows/context';
import type { identitiesOf } from '@/lib/flows/factors/link-identity';
import type { Factors } from '@/lib/flows/factors/list-factors';
import type { Protection as AccountProtection } from '@/lib/flows/factors/list-protection';
import { deviceCount } from '../sessions/shown-session';

type Props = {
  ctx: SignedInContext;
  protection: AccountProtection;
  factors: Factors;
  identities: Awaited<ReturnType<typeof identitiesOf>>;
  zone: string | undefined;
};

/** Everything that opens the account or keeps others out, at a glance. */
export function Overview({ ctx, protection, factors, identities, zone }: Props) {
  const { authenticator, passkeys, recoveryCodes } = factors;
  const now = ctx.now.toISOString();
  const date = (at: Date) => <Time at={at.toISOString()} now={now} zone={zone} style="date" />;
  return (
    <Section title="What protects your account">
      <CardList label="What protects your account">
        {isOn('passkeys') ? (
          <Protection icon={Fingerprint} title="Passkeys">
            {passkeyWords(passkeys.length)}
          </Protection>
        ) : null}
        <Protection icon={KeyRound} title="Password">
          {ctx.user.hasPassword ? (
            <>Last changed {date(protection.passwordChangedAt)}. Nobody can read it, not even us.</>
          ) : (
            'None: you sign in other ways.'
          )}
        </Protection>
        {identities.length > 0 ? (
          <Protection icon={Link2} title="Connected accounts">
            {identities.map(({ provider }) => providerLabels[provider]).join(' and ')}.{' '}
            {identities.length === 1 ? 'Signs' : 'Each signs'} you in without your password here.
          </Protection>
        ) : null}
        {isOn('authenticatorApp') ? <AuthenticatorLine on={authenticator.on} date={date} /> : null}
        {ctx.user.assurance === 2 ? (
          <Protection icon={LifeBuoy} title="Recovery codes">
            {recoveryCodes.left === 0 ? 'None' : `${recoveryCodes.left} left`}. One stands in for whatever you
            don't have with you.
          </Protection>
        ) : null}
        <Protection icon={MailCheck} title="Email address">
          <PersonText>{ctx.user.email}</PersonText>
          {protection.emailVerifiedAt ? <>, confirmed {date(protection.emailVerifiedAt)}</> : null}. Links to
          choose a new password go there.{' '}
          <PageLink href="/settings/profile" className="text-link">
            Change it
          </PageLink>
        </Protection>
        {isOn('newDeviceAlerts') ? (
          <Protection icon={BellRing} title="Sign-in alerts">
            On. We email you when a new browser signs in, with a button for “This wasn’t me”.
          </Protection>
        ) : null}
        <Protection icon={MonitorSmartphone} title="Devices">
          {deviceCount(protection.devices)}.{' '}
          <PageLink href="/settings/sessions" className="text-link">
            Look through them
          </PageLink>{' '}
          or{' '}
          <PageLink href="/settings/activity" className="text-link">
            see what happened
          </PageLink>
        </Protection>
      </CardList>
    </Section>
  );
}

type AuthenticatorProps = { on: Factors['authenticator']['on']; date: (at: Date) => ReactNode };

const AuthenticatorLine = ({ on, date }: AuthenticatorProps) => (
  <Protection icon={Smartphone} title="Authenticator app">
    {on ? (
      <>
        On since {date(on.since)}.{on.lastUsedAt ? <> Last used {date(on.lastUsedAt)}.</> : null}
      </>
    ) : (
      'Off.'
    )}
  </Protection>
);

const passkeyWords = (count: number): string => {
  if (count === 0) return 'None yet.';
  return count === 1
    ? '1 passkey. Signs you in without a password.'
    : `${count} passkeys. Each signs you in without a password.`;
};

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
