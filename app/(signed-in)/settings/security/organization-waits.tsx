import { LinkButton } from '@/app/ui/link-button';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { isOn } from '@/lib/config/features';
import type { SignedInContext } from '@/lib/flows/context';
import { listSeats } from '@/lib/flows/organization/landing';
import { slugIn } from '@/lib/organization/slug';
import { returnTo } from '@/lib/web/request/return-to';

type Waiting = { readonly name: string; readonly href: string };

/** The organization of theirs that sent them here for a second factor. No text comes from the address itself. */
export async function waitingOrganization(
  ctx: SignedInContext,
  next: string | string[] | undefined,
): Promise<Waiting | undefined> {
  if (next === undefined || !isOn('organizations')) return undefined;
  const href = returnTo(next);
  const slug = slugIn(href);
  const seat = slug === undefined ? undefined : (await listSeats(ctx)).find((each) => each.slug === slug);
  return seat && { name: seat.name, href };
}

export function OrganizationWaits({ name, href, ready }: Waiting & { ready: boolean }) {
  return (
    <Note id="organization-waits" tone={ready ? 'info' : 'warn'} className="mb-6">
      {ready ? (
        <>
          Your account has a second factor, so <PersonText>{name}</PersonText> opens again.{' '}
          <LinkButton href={href}>
            Continue to <PersonText>{name}</PersonText>
          </LinkButton>
        </>
      ) : (
        <>
          <PersonText>{name}</PersonText> asks for a second factor, and your account has none. Set one up
          below, then go on from here.
        </>
      )}
    </Note>
  );
}
