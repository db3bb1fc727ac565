/** API keys for tests of flows: made by the real deed, and aged in the database. */

import { eq, sql } from 'drizzle-orm';
import { apiKeys } from '../../db/schema/api-keys';
import { organizationScopes, scopeNames } from '../../lib/config/scopes';
import type { Seat, SignedInContext } from '../../lib/flows/context';
import { createKey } from '../../lib/flows/keys/create-key';
import { resumeBearer } from '../../lib/flows/token/resume-bearer';
import type { FlowWorld, Person } from './flow-world';

type KeyAge = Partial<Record<'createdAt' | 'renewedAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt', number>>;

export const keyWorld = (world: FlowWorld) => {
  const make = async (ctx: SignedInContext, days = 90, organization?: Seat) => {
    const scopes = organization ? organizationScopes : scopeNames;
    const made = await createKey(ctx, { name: 'A key', scopes, days }, organization);
    if (!made.ok) throw new Error(made.reason);
    return made.value;
  };
  return {
    make,
    makeFor: async (person: Person, days?: number) => make(await world.signedIn(person.secret), days),
    /** In the organization that is theirs from the beginning. */
    makeService: async (person: Person, days?: number) => {
      const ctx = await world.inOwn(person.secret);
      return { ...(await make(ctx, days, ctx.organization)), organization: ctx.organization };
    },
    row: async (id: string) => {
      const [row] = await world.db.select().from(apiKeys).where(eq(apiKeys.id, id));
      if (!row) throw new Error('there is no such key');
      return row;
    },
    /** Moves columns so many seconds into the past; a negative number lies ahead. */
    age: async (id: string, age: KeyAge) => {
      const moved = Object.entries(age).map(([name, seconds]) => [
        name,
        sql`now() - make_interval(secs => ${seconds})`,
      ]);
      await world.db.update(apiKeys).set(Object.fromEntries(moved)).where(eq(apiKeys.id, id));
    },
    opens: (token: string, slug?: string) =>
      resumeBearer(world.ctx(), token, slug === undefined ? {} : { organization: { slug } }),
  };
};
