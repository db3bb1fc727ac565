import type { Metadata } from 'next';
import { z } from 'zod';
import { MemberList } from '@/app/(signed-in)/o/[slug]/settings/members/member-list';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { needsProof } from '@/lib/flows/context';
import { allows, mayChange } from '@/lib/organization/permissions';
import { addressIn } from '@/lib/organization/slug';
import { countMembers, listMembers, type Member } from '@/lib/organization/store';
import { browserZone } from '@/lib/web/cookies/preferences';
import { mayHere, requireOrganization } from '@/lib/web/request/require-organization';
import { membersCount } from '@/lib/words/organizations';

export const metadata: Metadata = { title: 'Members' };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ after?: string | string[] }> };

const perPage = 50;

export default async function MembersPage({ params, searchParams }: Props) {
  const ctx = await requireOrganization((await params).slug, 'members.list');
  const { organization, user } = ctx;
  const after = z.uuid().safeParse((await searchParams).after).data;
  const [members, count, zone] = await Promise.all([
    listMembers(ctx.db, organization.id, { after, limit: perPage + 1 }),
    countMembers(ctx.db, organization.id),
    browserZone(),
  ]);
  // One more was read than is shown: it says whether there is a next page.
  const shown = members.slice(0, perPage);
  const next = members.length > perPage ? shown.at(-1)?.userId : undefined;
  const manages = mayHere(ctx, 'members.manage');
  const may = (member: Member) =>
    manages && member.userId !== user.id && mayChange({ by: organization.role, from: member.role });
  return (
    <>
      <PageHeader title="Members" description={membersCount(count)} />
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
        needsProof={needsProof(ctx, 'recent')}
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
    </>
  );
}
