import { Download, ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import { buttonStyle } from '@/app/ui/button-style';
import { EmptyState } from '@/app/ui/empty-state';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { type ActivityPage as Found, listActivity } from '@/lib/audit/list';
import { durationWords } from '@/lib/time';
import {
  type ActivityQuery,
  activityDownloadPath,
  activityHref,
  readActivityQuery,
} from '@/lib/web/activity/activity-query';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireSession } from '@/lib/web/request/current-session';
import { ActivityList } from './activity-list';
import { Filters } from './filters';
import { shownLine } from './shown-line';

export const metadata: Metadata = { title: 'Activity' };

const pageSize = 50;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ActivityPage({ searchParams }: Props) {
  const ctx = await requireSession();
  const [asked, zone] = await Promise.all([searchParams, browserZone()]);
  const query = readActivityQuery(asked) ?? {};
  const found = await listActivity(ctx.db, ctx.user.id, query, query.cursor, pageSize);
  const lines = found.rows.map((row) => shownLine(row, query.sessionId === undefined));
  return (
    <>
      <PageHeader
        title="Activity"
        description={<Description keptFor={durationWords(ctx.policy.auditRetention)} />}
        actions={<DownloadLink query={query} />}
      />
      <Filters {...query} />
      {query.sessionId ? <OneDevice found={found} kind={query.kind} /> : null}
      {lines.length > 0 ? (
        <ActivityList lines={lines} now={ctx.now.toISOString()} zone={zone} />
      ) : (
        <NothingFound query={query} />
      )}
      <Pages query={query} found={found} />
    </>
  );
}

const Description = ({ keptFor }: { keptFor: string }) => (
  <>
    What happened on your account in the last {keptFor}. Don't recognize something? Sign that device out under{' '}
    <PageLink href="/settings/sessions" className="underline hover:text-ink">
      Sessions
    </PageLink>
    .
  </>
);

/** A plain link, because the router would prefetch the download. */
const DownloadLink = ({ query: { kind, sessionId } }: { query: ActivityQuery }) => (
  <a
    href={activityHref({ kind, sessionId }, activityDownloadPath)}
    download
    className={buttonStyle({ size: 'sm' })}
  >
    <Download aria-hidden="true" className="size-3.5" />
    Download CSV
  </a>
);

function OneDevice({ found, kind }: { found: Found; kind: ActivityQuery['kind'] }) {
  const name = found.rows.find(({ deviceName }) => deviceName !== null)?.deviceName;
  return (
    <p className="mb-6 flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="min-w-0">
        Only{' '}
        <PersonText className="font-medium" otherwise="one device">
          {name ?? ''}
        </PersonText>
      </span>
      <LinkButton size="sm" href={activityHref({ kind })}>
        Show all devices
      </LinkButton>
    </p>
  );
}

function NothingFound({ query }: { query: ActivityQuery }) {
  const icon = <ScrollText className="size-5" />;
  if (query.cursor) {
    return (
      <EmptyState
        icon={icon}
        title="Nothing older is kept"
        action={<ShowLink query={{ ...query, cursor: undefined }} text="Show the newest" />}
      >
        You've reached the beginning of your activity.
      </EmptyState>
    );
  }
  if (query.kind || query.sessionId) {
    return (
      <EmptyState
        icon={icon}
        title="Nothing of this kind"
        action={<ShowLink query={{}} text="Show everything" />}
      >
        We have no record of anything like this on your account.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icon} title="Nothing has happened yet">
      You'll see sign-ins, sign-outs and changes to your account here.
    </EmptyState>
  );
}

const ShowLink = ({ query, text }: { query: ActivityQuery; text: string }) => (
  <LinkButton size="sm" href={activityHref(query)}>
    {text}
  </LinkButton>
);

function Pages({ query, found: { rows, hasOlder, hasNewer } }: { query: ActivityQuery; found: Found }) {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || !(hasOlder || hasNewer)) return null;
  return (
    <nav aria-label="Pages" className="mt-8 flex gap-2">
      {hasNewer ? <ShowLink query={{ ...query, cursor: { after: first.id } }} text="Newer" /> : null}
      {hasOlder ? <ShowLink query={{ ...query, cursor: { before: last.id } }} text="Older" /> : null}
    </nav>
  );
}
