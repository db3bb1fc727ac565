/** An organization of Ada's, and invitations to it as their mails would bring them. */

import { desc, eq } from 'drizzle-orm';
import { ago } from '../../db/ago';
import { invitations } from '../../db/schema/invitations';
import { foundOrganization } from '../../lib/flows/organization/change-organization';
import { invitePeople } from '../../lib/flows/organization/invite-people';
import type { InvitedRole } from '../../lib/invitation/roles';
import { mintInvitation } from '../../lib/invitation/store';
import type { flowWorld } from './flow-world';

type World = ReturnType<typeof flowWorld>;

export async function invitingWorld(world: World) {
  const ada = await world.person('Ada Lovelace');
  const founder = await world.signedIn(ada.secret);
  const slug = `o-${founder.user.id.slice(0, 8)}`;
  const founded = await foundOrganization(founder, { name: 'Acme', slug });
  if (!founded.ok) throw new Error(founded.reason);
  const ctx = await world.inOrganization(ada.secret, slug);
  const invite = async (email: string, role: InvitedRole = 'member') => {
    const [invited] = await invitePeople(ctx, { emails: [email], role });
    return invited?.fault ?? 'sent';
  };
  const newest = async (email: string) => {
    const [row] = await world.db
      .select()
      .from(invitations)
      .where(eq(invitations.email, email))
      .orderBy(desc(invitations.createdAt), desc(invitations.id))
      .limit(1);
    if (!row) throw new Error('nobody was invited');
    return row;
  };
  return {
    ada,
    ctx,
    slug,
    id: founded.value.id,
    invite,
    newest,
    /** The link of a new invitation, as it stands in the mail. */
    async linkTo(email: string, role: InvitedRole = 'member'): Promise<string> {
      const sent = await invite(email, role);
      if (sent !== 'sent') throw new Error(sent);
      const token = await mintInvitation(world.db, (await newest(email)).id);
      if (token === undefined) throw new Error('no link was made');
      return token;
    },
    sentAgo: (email: string, length: number) =>
      world.db
        .update(invitations)
        .set({ sentAt: ago(length) })
        .where(eq(invitations.email, email)),
  };
}
