import { ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import { AuditList } from '@/app/(signed-in)/o/[slug]/settings/audit/audit-list';
import { ExportAudit } from '@/app/(signed-in)/o/[slug]/settings/audit/export-audit';
import { AuditFilters } from '@/app/(signed-in)/o/[slug]/settings/audit/filters';
import { EmptyState } from '@/app/ui/empty-state';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { listOrganizationAudit, type OrganizationAuditRow } from '@/lib/audit/organization-list';
import { organizationKindOf } from '@/lib/audit/organization-shown';
import { needsProof } from '@/lib/flows/context';
import { allows } from '@/lib/organization/permissions';
import { listMembers } from '@/lib/organization/store';
import { durationWords } from '@/lib/time';
import {
  type AuditQuery,
  auditDownloadHref,
  auditHref,
  readAuditQuery,
} from '@/lib/web/activity/audit-query';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireOrganization } from '@/lib/web/request/require-organization';
import { organizationAuditSentence, someoneGone } from '@/lib/words/organization-audit';

export const metadata: Metadata = { title: 'Audit' };

const pageSize = 50;
/** In the filter; of more, it offers the first by name. */
const mostPeople = 200;

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AuditPage({ params, searchParams }: Props) {
  const ctx = await requireOrganization((await params).slug, 'audit.read');
  const { id, slug, role } = ctx.organization;
  const query = readAuditQuery(await searchParams) ?? {};
  const [found, members, zone] = await Promise.all([
    listOrganizationAudit(ctx.db, id, { filter: query, before: query.before, limit: pageSize }),
    listMembers(ctx.db, id, { limit: mostPeople }),
    browserZone(),
  ]);
  const download = allows(role, 'audit.export') ? (
    <ExportAudit
      kind={query.kind}
      person={query.personId}
      file={auditDownloadHref(slug, query)}
      needsProof={needsProof(ctx, 'recent')}
    />
  ) : undefined;
  return (
    <>
      <PageHeader
        title="Audit"
        description={`Who did what in this organization in the last ${durationWords(ctx.policy.auditRetention)}. What people do elsewhere isn't listed.`}
        actions={download}
      />
      <AuditFilters slug={slug} query={query} people={peopleOf(members, found.rows, query.personId)} />
      {found.rows.length > 0 ? (
        <>
          <AuditList lines={found.rows.map(shownLine)} now={ctx.now.toISOString()} zone={zone} />
          <Pages slug={slug} query={query} older={found.hasOlder ? found.rows.at(-1)?.id : undefined} />
        </>
      ) : (
        <NoLines slug={slug} query={query} />
      )}
    </>
  );
}

/** Nothing but its words goes to the browser. */
const shownLine = (row: OrganizationAuditRow) => ({
  id: String(row.id),
  at: row.at.toISOString(),
  kind: organizationKindOf(row.event),
  sentence: organizationAuditSentence(row),
});

/** The members, and the one that is asked for, who may have left. */
function peopleOf(
  members: readonly { readonly userId: string; readonly name: string }[],
  rows: readonly OrganizationAuditRow[],
  personId: string | undefined,
) {
  const people = members.map(({ userId, name }) => ({ id: userId, name }));
  if (!personId || people.some(({ id }) => id === personId)) return people;
  const row = rows.find((each) => each.actorId === personId || each.personId === personId);
  const name = row?.actorId === personId ? row.actorName : row?.personName;
  return [...people, { id: personId, name: name ?? someoneGone }];
}

function NoLines({ slug, query }: { slug: string; query: AuditQuery }) {
  const icon = <ScrollText className="size-5" />;
  const show = (asked: AuditQuery, text: string) => (
    <LinkButton size="sm" href={auditHref(slug, asked)}>
      {text}
    </LinkButton>
  );
  if (query.before !== undefined)
    return (
      <EmptyState
        icon={icon}
        title="Nothing older is kept"
        action={show({ ...query, before: undefined }, 'Show the newest')}
      >
        You've reached the beginning of the audit.
      </EmptyState>
    );
  if (query.kind || query.personId)
    return (
      <EmptyState icon={icon} title="Nothing like this" action={show({}, 'Show everything')}>
        We have no record of anything that fits this filter.
      </EmptyState>
    );
  return (
    <EmptyState icon={icon} title="Nothing has happened yet">
      You'll see changes to members, roles and rules here, and who made them.
    </EmptyState>
  );
}

type PagesProps = { slug: string; query: AuditQuery; older: bigint | undefined };

function Pages({ slug, query, older }: PagesProps) {
  const newest = query.before === undefined ? undefined : { ...query, before: undefined };
  if (!newest && older === undefined) return null;
  return (
    <nav aria-label="Pages" className="mt-8 flex gap-2">
      {newest ? (
        <LinkButton size="sm" href={auditHref(slug, newest)}>
          Newest
        </LinkButton>
      ) : null}
      {older === undefined ? null : (
        <LinkButton size="sm" href={auditHref(slug, { ...query, before: older })}>
          Older
        </LinkButton>
      )}
    </nav>
  );
}
