import { PageLink } from '@/app/ui/page-link';
import type { ActivityKind } from '@/lib/audit/shown';
import { type ActivityQuery, activityHref } from '@/lib/web/activity/activity-query';

const labels: readonly [ActivityKind | undefined, string][] = [
  [undefined, 'Everything'],
  ['sign_ins', 'Sign-ins'],
  ['ends', 'Sign-outs and ended sessions'],
  ['changes', 'Account changes'],
  ['failures', 'Failures and limits'],
];

/** Links, so that a filtered list has an address and needs no scripts. Each starts at the newest line. */
export function Filters({ kind: chosen, sessionId }: ActivityQuery) {
  return (
    <nav aria-label="Show" className="mb-6">
      <ul className="flex flex-wrap gap-1.5">
        {labels.map(([kind, label]) => (
          <li key={label}>
            <PageLink
              href={activityHref({ kind, sessionId })}
              aria-current={kind === chosen ? 'true' : undefined}
              className="inline-flex min-h-7 items-center rounded-full border border-line bg-surface px-3 text-[0.8125rem] text-muted hover:bg-hover hover:text-ink aria-[current=true]:border-accent-line aria-[current=true]:bg-accent-soft aria-[current=true]:font-medium aria-[current=true]:text-accent-ink"
            >
              {label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
