'use client';

import { Building2, ChevronDown, LogOut, MonitorX, Settings } from 'lucide-react';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Button } from '@/app/ui/button';
import { Menu, MenuHeading, MenuItem, MenuLink, MenuSeparator } from '@/app/ui/menu';
import { PersonText } from '@/app/ui/person-text';
import { toast } from '@/app/ui/toaster';
import { useHydrated } from '@/app/ui/use-hydrated';
import type { Action } from '@/lib/web/guards/action-state';
import { purposes } from '@/lib/words/reasons';

type Props = {
  name: string;
  email: string;
  organizations: boolean;
  signOut: Action;
  signOutEverywhere: Action;
};

export function AccountMenu({ name, email, organizations, signOut, signOutEverywhere }: Props) {
  const here = useSignOut(signOut);
  const everywhere = useSignOut(signOutEverywhere, purposes.sign_out_everywhere);
  const pending = here.pending || everywhere.pending;
  const hydrated = useHydrated();
  // The menu needs scripts. Until they run, only the name shows, in the same place.
  if (!hydrated) return <WithoutScripts {...{ name, organizations, signOut, signOutEverywhere }} />;
  return (
    <Menu
      trigger={
        <Button aria-label="Account menu" variant="ghost" pending={pending} className={atTheEdge}>
          <PersonText className="block max-w-40 truncate">{name}</PersonText>
          <ChevronDown aria-hidden="true" className="size-4 text-muted" />
        </Button>
      }
    >
      <MenuHeading>
        <PersonText className="block font-medium">{name}</PersonText>
        <PersonText className="block text-muted">{email}</PersonText>
      </MenuHeading>
      <MenuSeparator />
      <MenuLink href="/settings" icon={<Settings className="size-4" />}>
        Settings
      </MenuLink>
      {organizations ? (
        <MenuLink href="/organizations" icon={<Building2 className="size-4" />}>
          Organizations
        </MenuLink>
      ) : null}
      <MenuSeparator />
      <MenuItem icon={<LogOut className="size-4" />} onClick={here.act}>
        Sign out
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<MonitorX className="size-4" />}
        description="On every device, this one included"
        onClick={everywhere.act}
      >
        Sign out everywhere
      </MenuItem>
    </Menu>
  );
}

/** Lines the chevron up with the right edge of the page's content. */
const atTheEdge = '-mr-3.5';

/** A menu item has no form of its own, so it submits the action itself. */
function useSignOut(action: Action, purpose?: string) {
  const { submit, pending } = useActionForm(action, { purpose, repeats: false });
  const act = async () => {
    const answer = await submit(new FormData());
    if (answer?.message) toast(answer.message, { tone: 'danger' });
  };
  return { pending, act };
}

/** The same choices as plain links and forms. */
function WithoutScripts({ name, organizations, signOut, signOutEverywhere }: Omit<Props, 'email'>) {
  const here = useActionForm(signOut);
  const everywhere = useActionForm(signOutEverywhere);
  return (
    <>
      <noscript>
        <div className="flex flex-wrap items-center gap-2">
          {[...(organizations ? ['Organizations'] : []), 'Settings'].map((name) => (
            <a
              key={name}
              href={`/${name.toLowerCase()}`}
              className="inline-flex min-h-7 items-center px-2 text-muted hover:text-ink hover:underline"
            >
              {name}
            </a>
          ))}
          <form action={here.form.action}>
            <Button type="submit" size="sm">
              Sign out
            </Button>
          </form>
          <form action={everywhere.form.action}>
            <Button type="submit" size="sm">
              Sign out everywhere
            </Button>
          </form>
        </div>
      </noscript>
      <span className="inline-flex min-h-9 items-center gap-2 font-medium text-sm">
        <PersonText className="block max-w-40 truncate">{name}</PersonText>
        <ChevronDown aria-hidden="true" className="invisible size-4 noscript:hidden" />
      </span>
    </>
  );
}
