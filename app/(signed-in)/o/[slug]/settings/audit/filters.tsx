import { Button } from '@/app/ui/button';
import { LinkButton } from '@/app/ui/link-button';
import { Select } from '@/app/ui/select';
import { organizationAuditKinds } from '@/lib/audit/organization-shown';
import { isAnyOn, organizationWebhooks } from '@/lib/config/features';
import { shownName } from '@/lib/typed/visible';
import { type AuditQuery, auditHref } from '@/lib/web/activity/audit-query';
import { organizationKindLabels } from '@/lib/words/organization-audit';

type Props = { slug: string; query: AuditQuery; people: readonly { id: string; name: string }[] };

const kinds = organizationAuditKinds.filter((kind) => kind !== 'webhooks' || isAnyOn(organizationWebhooks));

/** A form that asks by its address: no scripts are needed, and a filtered list can be kept. */
export function AuditFilters({ slug, query, people }: Props) {
  return (
    <search className="mb-6 block">
      {/* Made new with each address, so that it says what the list is filtered by. */}
      <form
        key={`${query.kind} ${query.personId}`}
        action={auditHref(slug, {})}
        className="flex flex-wrap items-end gap-3"
      >
        <Select
          label="What"
          name="kind"
          defaultValue={query.kind ?? ''}
          className="w-full sm:w-52"
          options={[
            { value: '', label: 'Everything' },
            ...kinds.map((kind) => ({ value: kind, label: organizationKindLabels[kind] })),
          ]}
        />
        <Select
          label="Who, or whom it concerns"
          name="person"
          defaultValue={query.personId ?? ''}
          className="w-full sm:w-64"
          options={[
            { value: '', label: 'Everyone' },
            ...people.map(({ id, name }) => ({ value: id, label: shownName(name) })),
          ]}
        />
        <Button type="submit" variant="secondary">
          Show
        </Button>
        {query.kind || query.personId ? (
          <LinkButton variant="ghost" href={auditHref(slug, {})}>
            Show everything
          </LinkButton>
        ) : null}
      </form>
    </search>
  );
}
