/** Visits by support, through the real flows: asked for, allowed, begun. */

import { sql } from 'drizzle-orm';
import type { SupportLevel } from '../../lib/config/support';
import type { SignedInContext, Visit } from '../../lib/flows/context';
import { askForAccess } from '../../lib/flows/operator/ask-for-access';
import { startSupportVisit } from '../../lib/flows/operator/start-visit';
import { type Resumed, resumeSession } from '../../lib/flows/session/resume-session';
import { allowSupport } from '../../lib/flows/support/answer-ask';
import { hashOfSecret } from '../../lib/secret';
import type { FlowWorld, Person } from './flow-world';
import { type StaffPerson, staffWorld } from './staff';

export const visitReason = 'The invoice page is empty.';

export type Visiting = {
  readonly staff: StaffPerson;
  readonly person: Person;
  readonly grantId: string;
  readonly secret: string;
  readonly sessionId: string;
};

export function visitWorld(world: FlowWorld) {
  const { staff: anyStaff, become } = staffWorld(world);
  const visits = {
    become,
    /** With the second factor that the console asks for. */
    async staff(): Promise<StaffPerson> {
      const made = await anyStaff('support');
      await world.db.execute(sql`update users set assurance = 2 where id = ${made.userId}`);
      return made;
    },
    async asked(staff: StaffPerson, person: Person): Promise<string> {
      const asked = await askForAccess(staff.ctx, {
        userId: person.userId,
        reason: visitReason,
        consent: 'ask',
      });
      if (!asked.ok) throw new Error(asked.reason);
      return asked.value.grantId;
    },
    async allowed(staff: StaffPerson, person: Person, level: SupportLevel = 'view'): Promise<string> {
      const grantId = await visits.asked(staff, person);
      const granted = await allowSupport(await world.signedIn(person.secret), { grantId, level });
      if (!granted.ok) throw new Error(granted.reason);
      return grantId;
    },
    start: (staff: StaffPerson, { userId }: Pick<Person, 'userId'>, grantId: string) =>
      startSupportVisit(staff.ctx, { userId, grantId, consent: 'ask' }),
    async visiting(level: SupportLevel = 'view', staff?: StaffPerson): Promise<Visiting> {
      const who = staff ?? (await visits.staff());
      const person = await world.person('Grace Hopper');
      const grantId = await visits.allowed(who, person, level);
      const started = await visits.start(who, person, grantId);
      if (!started.ok) throw new Error(started.reason);
      return { staff: who, person, grantId, ...started.value };
    },
    resume: ({ secret, staff }: Pick<Visiting, 'secret' | 'staff'>, slug?: string): Promise<Resumed> =>
      resumeSession(world.ctx(), hashOfSecret(secret), {
        parentHash: hashOfSecret(staff.secret),
        organization: slug === undefined ? undefined : { slug },
      }),
    async acting(visiting: Visiting): Promise<SignedInContext & { readonly support: Visit }> {
      const resumed = await visits.resume(visiting);
      if (resumed.kind !== 'active') throw new Error(`the visit is not active but ${resumed.kind}`);
      const { support } = resumed.caller;
      if (!support) throw new Error('this is no visit');
      return { ...world.ctx(), ...resumed.caller, support };
    },
    sessionsOf: (userId: string) =>
      world.owner.execute<{ n: number }>(
        sql`select count(*)::int as n from sessions where user_id = ${userId}`,
      ),
    grant: async (id: string) =>
      (await world.owner.execute(sql`select * from support_grants where id = ${id}`))[0],
  };
  return visits;
}
