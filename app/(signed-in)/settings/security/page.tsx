import { BellRing, KeyRound, type LucideIcon, MailCheck, MonitorSmartphone } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CardItem, CardList } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { protectionOf } from '@/lib/flows/protection';
import { requireSession } from '@/lib/web/current-session';
import { readerZone } from '@/lib/web/reader';
import { deviceCount } from '../sessions/shown-session';
import { ChangePassword } from './change-password';

export const metadata: Metadata = { title: 'Security' };

export default async function SecurityPage() {
  const ctx = await requireSession();
  const [protection, zone] = await Promise.all([protectionOf(ctx), readerZone()]);
  const date = (at: Date) => (
    <Time at={at.toISOString()} now={ctx.now.toISOString()} zone={zone} style="date" />
  );
  return (
    <>
      <PageHeader title="Security" description="What protects your account, and your password." />
      <Section title="What protects your account">
        <CardList label="What protects your account">
          <Protection icon={KeyRound} title="Password">
            Last changed {date(protection.passwordChangedAt)}. Nobody can read it, not even we.
          </Protection>
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
    </>
  );
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
