import type { Metadata } from 'next';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { pendingChange } from '@/lib/account/email-changes';
import { needsProof } from '@/lib/flows/context';
import { durationWords } from '@/lib/time';
import { requireSession } from '@/lib/web/request/current-session';
import { DeleteAccount } from './delete-account';
import { EmailForm } from './email-form';
import { ExportData } from './export-data';
import { NameForm } from './name-form';
import { ProfileSeen } from './profile-seen';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  const ctx = await requireSession({ support: 'view' });
  if (ctx.support) return <ProfileSeen name={ctx.user.name} email={ctx.user.email} />;
  const { emailChangeLinkLifetime, emailChangeUndoPeriod, deletionGracePeriod } = ctx.policy;
  const waiting = await pendingChange(ctx.db, ctx.user.id, emailChangeLinkLifetime);
  const proof = needsProof(ctx, 'recent');
  return (
    <>
      <PageHeader title="Profile" description="Your name, your address, and your data." />
      <Section title="Name" region={false}>
        <NameForm name={ctx.user.name} />
      </Section>
      <Section title="Email address" region={false}>
        <EmailForm
          email={ctx.user.email}
          pending={waiting?.newEmail}
          lifetime={durationWords(emailChangeLinkLifetime)}
          undoPeriod={durationWords(emailChangeUndoPeriod)}
          needsProof={proof}
        />
      </Section>
      <ExportData needsProof={proof} />
      <Section
        title="Delete account"
        description="Everything you've kept here goes with it. Export your data first if you want to keep it."
      >
        <DeleteAccount grace={durationWords(deletionGracePeriod)} needsProof={proof} />
      </Section>
    </>
  );
}
