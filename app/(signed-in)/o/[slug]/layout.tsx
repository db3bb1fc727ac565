import type { ReactNode } from 'react';
import { OrganizationBar } from '@/app/(signed-in)/o/[slug]/organization-bar';
import { ShownOrganization } from '@/app/guard/organization/context';
import { isOn } from '@/lib/config/features';
import { seatWord } from '@/lib/web/guards/session-body';
import { currentSession } from '@/lib/web/request/current-session';

/** Names the organization above each of its pages. It protects nothing: each page asks for itself. */
export default async function OrganizationLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  if (session.kind !== 'active' || !session.ctx.organization || !isOn('organizations')) return children;
  const { id, slug, name, role } = session.ctx.organization;
  return (
    <ShownOrganization seat={seatWord(session.ctx.policy, session.ctx, id)}>
      <OrganizationBar slug={slug} name={name} role={role} />
      {children}
    </ShownOrganization>
  );
}
