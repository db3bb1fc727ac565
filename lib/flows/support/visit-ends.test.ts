import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { totpAuthenticators } from '../../../db/schema/totp-authenticators';
import { flowWorld } from '../../../tests/support/flow-world';
import { type Visiting, visitReason, visitWorld } from '../../../tests/support/visits';
import { defaultPolicy } from '../../config/policy';
import { sealSeed } from '../../second-factor/sealed-seed';
import { endedVisits } from '../../session/visits';
import { resetPassword } from '../account/reset-password';
import { changeRole } from '../operator/change-role';
import { disableAccount } from '../operator/disable-account';
import { removeFactors } from '../operator/remove-factors';
import { signOutAccount } from '../operator/sign-out-account';
import { signOutEveryone } from '../operator/sign-out-everyone';
import { endClosedSessions } from '../scheduled/end-closed-sessions';
import { sweepSessions } from '../scheduled/sweep-sessions';
import { tellEndedVisits } from '../scheduled/tell-ended-visits';
import { revokeOtherSessions, revokeSession } from '../session/revoke-session';
import { signOut, signOutEverywhere } from '../session/sign-out';
import { endSupportVisit, stopVisit } from './end-visit';

const world = flowWorld();
const visits = visitWorld(world);

type Way = {
  readonly what: string;
  readonly end: (visiting: Visiting) => Promise<unknown>;
  readonly reason: string;
  /** What the person reads of it. */
  readonly byPerson: boolean | null;
  /** It ends the staff member's own session as well, or the person's: otherwise both go on. */
  readonly staffGone?: true;
};

const person = ({ person: { secret } }: Visiting) => world.signedIn(secret);
const staff = ({ staff: { secret } }: Visiting) => world.signedIn(secret);

const ways: readonly Way[] = [
  {
    what: 'the staff member stops it',
    end: async (visiting) => stopVisit(await visits.acting(visiting)),
    reason: 'support_ended',
    byPerson: false,
  },
  {
    what: 'the person ends it',
    end: async (visiting) => endSupportVisit(await person(visiting), { sessionId: visiting.sessionId }),
    reason: 'support_ended',
    byPerson: true,
  },
  {
    what: 'the person revokes it like a device',
    end: async (visiting) => revokeSession(await person(visiting), { sessionId: visiting.sessionId }),
    reason: 'revoked_by_user',
    byPerson: true,
  },
  {
    what: 'the person signs out their other devices',
    end: async (visiting) => revokeOtherSessions(await person(visiting)),
    reason: 'revoked_by_user',
    byPerson: true,
  },
  {
    what: 'the person signs out everywhere',
    end: async (visiting) => signOutEverywhere(await person(visiting)),
    reason: 'signed_out_everywhere',
    byPerson: true,
  },
  {
    what: 'the person resets their password',
    end: async ({ person: { userId } }) => {
      const token = await world.link(userId, 'reset_password');
      return resetPassword(world.ctx(), { token, password: 'nine improbable herons' });
    },
    reason: 'password_reset',
    byPerson: null,
  },
  {
    what: 'the account is disabled',
    end: ({ person: { email } }) => disableAccount(world.ctx(), { email }),
    reason: 'account_disabled',
    byPerson: null,
  },
  {
    what: 'the person becomes staff',
    end: ({ person: { email } }) => changeRole(world.ctx(), { email, role: 'support' }),
    reason: 'role_changed',
    byPerson: null,
  },
  {
    what: 'its time is up, and a request asks',
    end: async (visiting) => {
      await world.age(visiting.sessionId, { signedInAt: 1800 });
      return visits.resume(visiting);
    },
    reason: 'absolute_timeout',
    byPerson: null,
  },
  {
    what: 'nobody uses it, and the sweep finds it',
    end: async (visiting) => {
      await world.age(visiting.sessionId, { lastActiveAt: 600 });
      return sweepSessions(world.ctx());
    },
    reason: 'idle_timeout',
    byPerson: null,
  },
  {
    what: 'the staff member signs out',
    end: async (visiting) => signOut(await staff(visiting)),
    reason: 'support_ended',
    byPerson: false,
    staffGone: true,
  },
  {
    what: 'the staff member’s own session reaches its limit',
    end: async (visiting) => {
      await world.age(visiting.staff.sessionId, { signedInAt: 8 * 3600 });
      return visits.resume(visiting);
    },
    reason: 'support_ended',
    byPerson: null,
  },
  {
    what: 'somebody signs the staff member out',
    end: ({ staff: { email } }) => signOutAccount(world.ctx(), { email }),
    reason: 'support_ended',
    byPerson: false,
    staffGone: true,
  },
  {
    what: 'the staff member loses the role',
    end: ({ staff: { email } }) => changeRole(world.ctx(), { email, role: 'member' }),
    reason: 'support_ended',
    byPerson: false,
    staffGone: true,
  },
  {
    what: 'the staff member loses their factors, and a request asks',
    end: async (visiting) => {
      await world.db.execute(sql`update users set assurance = 1 where id = ${visiting.staff.userId}`);
      return visits.resume(visiting);
    },
    reason: 'support_ended',
    byPerson: null,
  },
  {
    what: 'the staff member’s factors are taken off',
    end: async ({ staff: { email, userId } }) => {
      const seed = sealSeed('DEMOSTAFFKEYDEMOSTAFFKEYDEMOSTAF', userId, [randomBytes(32).toString('base64')]);
      await world.db.insert(totpAuthenticators).values({ userId, ...seed, confirmedAt: sql`now()` });
      return removeFactors(world.ctx(), { email });
    },
    reason: 'support_ended',
    byPerson: false,
    staffGone: true,
  },
  {
    what: 'the row of the staff member’s session goes',
    end: ({ staff: { sessionId } }) => world.db.execute(sql`delete from sessions where id = ${sessionId}`),
    reason: 'support_ended',
    byPerson: false,
    staffGone: true,
  },
  {
    what: 'everyone is signed out',
    end: async () => {
      await signOutEveryone(world.ctx());
      await endClosedSessions(world.ctx());
      // Otherwise nobody in this database could sign in for the tests after it.
      await world.owner.execute(sql`delete from platform`);
    },
    reason: 'operator',
    byPerson: null,
    staffGone: true,
  },
];

describe.each(ways)('where $what', ({ end, reason, byPerson, staffGone }) => {
  test('the visit ends, the staff member’s session stays, and the person is told once', async () => {
    const visiting = await visits.visiting();
    const sessionsBefore = await visits.sessionsOf(visiting.staff.userId);
    const before = await world.owner.execute(
      sql`select ended_at from sessions where id = ${visiting.staff.sessionId}`,
    );
    await end(visiting);
    const resumed = await visits.resume(visiting);
    expect(['ended', 'none']).toContain(resumed.kind);
    const [visit] = await endedVisits(world.db, visiting.person.userId, defaultPolicy, 5);
    expect(visit).toMatchObject({ id: visiting.sessionId, endedReason: reason, byPerson });
    if (!staffGone) {
      expect(await visits.sessionsOf(visiting.staff.userId)).toEqual(sessionsBefore);
      expect(
        await world.owner.execute(sql`select ended_at from sessions where id = ${visiting.staff.sessionId}`),
      ).toEqual(before);
    }
    await Promise.all([tellEndedVisits(world.ctx()), tellEndedVisits(world.ctx())]);
    const told = (await world.audit(visiting.sessionId)).filter(({ event }) => event === 'support_stopped');
    expect(told).toMatchObject([
      { userId: visiting.person.userId, reason, data: { pages: 0, changes: 0, why: visitReason } },
    ]);
    const mails = await world.mailsTo(visiting.person.email);
    expect(mails.filter(({ kind }) => kind === 'support_ended')).toHaveLength(1);
  });
});

test('an end that came once stays: a second one changes nothing and tells nobody', async () => {
  const visiting = await visits.visiting();
  const ctx = await visits.acting(visiting);
  await Promise.all([stopVisit(ctx), stopVisit(ctx)]);
  const own = await person(visiting);
  expect(await endSupportVisit(own, { sessionId: visiting.sessionId })).toMatchObject({ ok: false });
  const mails = await world.mailsTo(visiting.person.email);
  expect(mails.filter(({ kind }) => kind === 'support_ended')).toHaveLength(1);
});

test('a person ends no visit to somebody else’s account, and no session that is none', async () => {
  const [mine, theirs] = [await visits.visiting(), await visits.visiting()];
  const own = await person(mine);
  for (const sessionId of [theirs.sessionId, mine.person.sessionId])
    expect(await endSupportVisit(own, { sessionId })).toMatchObject({ ok: false, reason: 'not_found' });
  expect(await visits.resume(theirs)).toMatchObject({ kind: 'active' });
});
