import type { Metadata } from 'next';
import { z } from 'zod';
import { InvitationList } from '@/app/(signed-in)/o/[slug]/settings/members/invitation-list';
import { InviteForm } from '@/app/(signed-in)/o/[slug]/settings/members/invite-form';
import { MemberList } from '@/app/(signed-in)/o/[slug]/settings/members/member-list';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { needsProof } from '@/lib/flows/context';
import { listInvitations } from '@/lib/invitation/list';
import { allows, mayChange } from '@/lib/organization/permissions';
import { addressIn } from '@/lib/organization/slug';
import { countMembers, listMembers, type Member } from '@/lib/organization/store';
import { durationWords } from '@/lib/time';
import { browserZone } from '@/lib/web/cookies/preferences';
import { mayHere, requireOrganization } from '@/lib/web/request/require-organization';
import { waitingWords } from '@/lib/words/invitations';
import { membersCount } from '@/lib/words/organizations';

export const metadata: Metadata = { title: 'Members' };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ after?: string | string[] }> };

const perPage = 50;

export default async function MembersPage({ params, searchParams }: Props) {
  const ctx = await requireOrganization((await params).slug, 'members.list');
  const { organization, user } = ctx;
  const after = z.uuid().safeParse((await searchParams).after).data;
  const manages = mayHere(ctx, 'members.manage');
  const [members, count, zone, invitations] = await Promise.all([
    listMembers(ctx.db, organization.id, { after, limit: perPage + 1 }),
    countMembers(ctx.db, organization.id),
    browserZone(),
    manages ? listInvitations(ctx.db, organization.id, ctx.policy.invitationLifetime) : [],
  ]);
  // One more was read than is shown: it says whether there is a next page.
  const shown = members.slice(0, perPage);
  const next = members.length > perPage ? shown.at(-1)?.userId : undefined;
  const waiting = invitations.filter(({ state }) => state === 'open').length;
  const proof = needsProof(ctx, 'recent');
  const may = (member: Member) =>
    manages && member.userId !== user.id && mayChange({ by: organization.role, from: member.role });
  return (
    <>
      <PageHeader
        title="Members"
        description={waiting > 0 ? `${membersCount(count)}, ${waitingWords(waiting)}` : membersCount(count)}
        actions={
          manages ? (
            <LinkButton variant="primary" href="#invite">
              Invite people
            </LinkButton>
          ) : undefined
        }
      />
      <MemberList
        members={shown.map((member) => ({
          ...member,
          joinedAt: member.joinedAt.toISOString(),
          secondFactor: manages ? member.assurance > 1 : undefined,
          you: member.userId === user.id,
          mayChange: may(member),
        }))}
        organization={organization.name}
        makesOwners={allows(organization.role, 'members.make_owner')}
        needsProof={proof}
        now={ctx.now.toISOString()}
        zone={zone}
      />
      {next ? (
        <p className="mt-4">
          <LinkButton href={`${addressIn(organization.slug, '/settings/members')}?after=${next}`}>
            Next members
          </LinkButton>
        </p>
      ) : null}
      {invitations.length > 0 ? (
        <Section title="Invitations">
          <InvitationList
            invitations={invitations.map((each) => ({
              ...each,
              createdAt: each.createdAt.toISOString(),
              until: each.until?.toISOString() ?? null,
            }))}
            now={ctx.now.toISOString()}
            zone={zone}
          />
        </Section>
      ) : null}
      {manages ? (
        <Section
          id="invite"
          region={false}
          title="Invite people"
          description={`They join with the account of that address. The link in the email works for ${durationWords(ctx.policy.invitationLifetime)}.`}
        >
          <InviteForm needsProof={proof} />
        </Section>
      ) : null}
    </>
  );
}
