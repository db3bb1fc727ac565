import type { ReactNode } from 'react';
import { OrganizationBar } from '@/app/(signed-in)/o/[slug]/organization-bar';
import { ShownOrganization } from '@/app/guard/organization/context';
import { isOn } from '@/lib/config/features';
import { currentSession } from '@/lib/web/request/current-session';

/** Names the organization above each of its pages. It protects nothing: each page asks for itself. */
export default async function OrganizationLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  const organization = session.kind === 'active' ? session.ctx.organization : undefined;
  if (!organization || !isOn('organizations')) return children;
  const { id, slug, name } = organization;
  return (
    <ShownOrganization id={id}>
      <OrganizationBar slug={slug} name={name} />
      {children}
    </ShownOrganization>
  );
}
