import { redirect } from 'next/navigation';
import { landing } from '@/lib/flows/organization/landing';
import { addressIn } from '@/lib/organization/slug';
import { requireSession } from '@/lib/web/request/current-session';

type Props = { params: Promise<{ rest?: string[] }> };

/** Leads into the organization that the person was in last. Without organizations, next.config.ts answers these addresses. */
export default async function LandingProjectsPage({ params }: Props) {
  const { slug } = await landing(await requireSession({ support: 'view' }));
  const rest = ((await params).rest ?? []).map((part) => `/${encodeURIComponent(part)}`);
  redirect(addressIn(slug, `/projects${rest.join('')}`));
}
