import type { ReactNode } from 'react';
import { OrganizationBar } from '@/app/(signed-in)/o/[slug]/organization-bar';
import { isOn } from '@/lib/config/features';
import { currentSession } from '@/lib/web/request/current-session';

/** Names the organization above each of its pages. It protects nothing: each page asks for itself. */
export default async function OrganizationLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  const organization = session.kind === 'active' ? session.ctx.organization : undefined;
  if (!organization || !isOn('organizations')) return children;
  const { slug, name } = organization;
  return (
    <>
      <OrganizationBar slug={slug} name={name} />
      {children}
    </>
  );
}
