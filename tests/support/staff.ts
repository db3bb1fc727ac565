/** People on the staff, signed in after they became it. */

import { eq } from 'drizzle-orm';
import { users } from '../../db/schema/users';
import type { Role } from '../../lib/config/policy';
import type { SignedInContext } from '../../lib/flows/context';
import type { FlowWorld, Person } from './flow-world';

export type StaffPerson = Person & { readonly ctx: SignedInContext };

export function staffWorld(world: FlowWorld) {
  const become = (userId: string, role: Role) =>
    world.db.update(users).set({ role }).where(eq(users.id, userId));
  return {
    become,
    /** The guards ask for a second factor and for proof; a flow asks for the role alone. */
    async staff(role: Role): Promise<StaffPerson> {
      const person = await world.person();
      await become(person.userId, role);
      return { ...person, ctx: await world.signedIn(person.secret) };
    },
  };
}
