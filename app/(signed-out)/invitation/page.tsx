import type { Metadata } from 'next';
import { AnswerInvitation } from '@/app/(signed-out)/invitation/answer-invitation';
import { JoinBySignUp } from '@/app/(signed-out)/invitation/join-by-sign-up';
import { AuthShell } from '@/app/ui/auth-shell';
import { LinkButton } from '@/app/ui/link-button';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { env } from '@/lib/config/env';
import { addressIn } from '@/lib/organization/slug';
import { maskedEmail } from '@/lib/typed/email';
import { invitationHere } from '@/lib/web/request/held-invitation';
import { requireFeature } from '@/lib/web/request/require-feature';
import { deadInvitationSentence, joinBySignUpWords, offerWords } from '@/lib/words/invitations';

export const metadata: Metadata = { title: 'Invitation' };

type Props = { searchParams: Promise<{ token?: string | string[]; declined?: string | string[] }> };

/** Opening it changes nothing: mail scanners open every link. */
export default async function InvitationPage({ searchParams }: Props) {
  requireFeature('organizations');
  const { token: typed, declined } = await searchParams;
  if (declined !== undefined) return <Declined />;
  const token = typeof typed === 'string' ? typed : undefined;
  const found = await invitationHere(token);
  if (found === 'unavailable') return <Unavailable />;
  if (!found) return <Dead />;
  if (found.kind === 'member') return <Member {...found} />;
  const { inviter, organization, role, email } = found.invitation;
  // A forwarded link shows the address to nobody else.
  const shown = found.kind === 'wrong_account' ? maskedEmail(email) : email;
  return (
    <AuthShell
      title={
        <>
          Join <PersonText>{organization}</PersonText>
        </>
      }
      description={
        <>
          {offerWords(inviter, role)}
          {found.kind === 'wrong_account' ? null : (
            <>
              {' '}
              The invitation is for <PersonText>{email}</PersonText>.
            </>
          )}
          {found.kind === 'sign_up' ? ` ${joinBySignUpWords}` : null}
        </>
      }
    >
      {found.kind === 'sign_up' ? (
        <JoinBySignUp
          token={token}
          invitationId={found.invitation.id}
          email={email}
          passwordMinLength={env().policy.passwordMinLength}
        />
      ) : (
        <AnswerInvitation
          invitationId={found.invitation.id}
          token={token}
          state={found.kind}
          invited={shown}
          inviter={inviter ?? 'the person who sent it'}
          signedInAs={found.kind === 'wrong_account' ? found.signedInAs : undefined}
        />
      )}
    </AuthShell>
  );
}

const Member = ({ slug, organization }: { slug: string; organization: string }) => (
  <AuthShell
    title={
      <>
        You're in <PersonText>{organization}</PersonText>
      </>
    }
  >
    <p className="mb-5">You belong to it already, so there's nothing to accept.</p>
    <LinkButton variant="primary" wide href={addressIn(slug, '')}>
      Open <PersonText>{organization}</PersonText>
    </LinkButton>
  </AuthShell>
);

const Dead = () => (
  <AuthShell title="This invitation doesn't work" footer={<ToSignIn />}>
    <p>{deadInvitationSentence}</p>
  </AuthShell>
);

const Declined = () => (
  <AuthShell title="Invitation declined" footer={<ToSignIn />}>
    <p>You won't hear of it again, unless somebody invites you once more.</p>
  </AuthShell>
);

const Unavailable = () => (
  <AuthShell title="Can't look at the invitation" footer={<ToSignIn />}>
    <p>The database isn't answering, so we can't show it now. Wait a moment and reload this page.</p>
  </AuthShell>
);

const ToSignIn = () => (
  <PageLink href="/sign-in" className="text-accent-ink underline">
    Go to sign in
  </PageLink>
);
