'use client';

import { Check, ChevronsUpDown, Plus } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/app/ui/button';
import { Menu, MenuHeading, MenuLink, MenuSeparator } from '@/app/ui/menu';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { useHydrated } from '@/app/ui/use-hydrated';
import { type Features, isAnyOn, organizationWebhooks } from '@/lib/config/features';
import { allows, type OrganizationRole, type Permission } from '@/lib/organization/permissions';
import { addressIn } from '@/lib/organization/slug';

type Named = { slug: string; name: string };
type Props = Named & { role: OrganizationRole };
type Listed = readonly { id: string; slug: string; name: string }[];

type Item = { path: string; label: string; permission: Permission; feature?: Features };

const items: readonly Item[] = [
  { path: '/settings/members', label: 'Members', permission: 'members.list' },
  { path: '/settings/general', label: 'Settings', permission: 'organization.open' },
  { path: '/settings/security', label: 'Security', permission: 'organization.rules' },
  {
    path: '/settings/webhooks',
    label: 'Webhooks',
    permission: 'webhooks.read',
    feature: organizationWebhooks,
  },
  { path: '/settings/keys', label: 'API keys', permission: 'keys.read', feature: 'apiKeys' },
  { path: '/settings/audit', label: 'Audit', permission: 'audit.read' },
];

export function OrganizationBar({ slug, name, role }: Props) {
  const shown = items.filter(
    ({ permission, feature }) => allows(role, permission) && (!feature || isAnyOn(feature)),
  );
  const path = usePathname();
  return (
    <div className="-mt-4 mb-6 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b pb-2">
      <Switcher slug={slug} name={name} />
      <nav aria-label="Organization" className="-mx-2 flex flex-wrap gap-1">
        {shown.map((item) => {
          const href = addressIn(slug, item.path);
          return (
            <PageLink
              key={href}
              href={href}
              aria-current={path === href ? 'page' : undefined}
              className="inline-flex min-h-8 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {item.label}
            </PageLink>
          );
        })}
      </nav>
    </div>
  );
}

/** Asks for the list when it is opened: pages do without. Until scripts run it is a link to the same list. */
function Switcher({ slug, name }: Named) {
  const [listed, setListed] = useState<Listed | 'failed'>();
  const hydrated = useHydrated();
  const label = <PersonText className="block max-w-60 truncate font-semibold">{name}</PersonText>;
  if (!hydrated) {
    return (
      // As wide as the button that takes its place, so that nothing moves then.
      <PageLink href="/organizations" className="inline-flex min-h-9 items-center pr-9.5 text-ink">
        {label}
      </PageLink>
    );
  }
  const open = (opened: boolean) => {
    if (opened) void fetchOrganizations().then(setListed, () => setListed('failed'));
  };
  return (
    <Menu
      align="start"
      onOpenChange={open}
      trigger={
        <Button aria-label={`Switch organization, ${name}`} variant="ghost" className="-ml-3.5">
          {label}
          <ChevronsUpDown aria-hidden="true" className="size-4 text-muted" />
        </Button>
      }
    >
      <MenuHeading>{headings(listed)}</MenuHeading>
      {Array.isArray(listed)
        ? listed.map((each) => (
            <MenuLink
              key={each.id}
              href={addressIn(each.slug, '')}
              icon={each.slug === slug ? <Check className="size-4" /> : <span className="size-4" />}
            >
              <PersonText className="block max-w-60 truncate">{each.name}</PersonText>
            </MenuLink>
          ))
        : null}
      <MenuSeparator />
      <MenuLink href="/organizations/new" icon={<Plus className="size-4" />}>
        New organization
      </MenuLink>
    </Menu>
  );
}

function headings(listed: Listed | 'failed' | undefined): string {
  if (listed === 'failed') return "Couldn't load your organizations.";
  return listed ? 'Your organizations' : 'Loading…';
}

async function fetchOrganizations(): Promise<Listed> {
  const answer = await fetch('/api/organizations');
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  return ((await answer.json()) as { organizations: Listed }).organizations;
}
