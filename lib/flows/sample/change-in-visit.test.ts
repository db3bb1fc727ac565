import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { visitReason, visitWorld } from '../../../tests/support/visits';
import { defaultPolicy } from '../../config/policy';
import { endedVisits, liveVisits } from '../../session/visits';
import { landing } from '../organization/landing';
import { endSupportVisit } from '../support/end-visit';
import { changeInVisit } from '../support/note-visit';
import { createProject } from './change-projects';

const world = flowWorld();
const visits = visitWorld(world);

describe('a change', () => {
  const write = async (visiting: Awaited<ReturnType<typeof visits.visiting>>) => {
    const ctx = await visits.acting(visiting);
    return changeInVisit(
      ctx,
      async (within) => {
        const organization = await landing(within);
        return createProject({ ...within, organization }, { name: 'Repaired', description: '' });
      },
      () => true,
    );
  };

  test('is written down with both: who did it, whose account it was, in which visit, and why', async () => {
    const visiting = await visits.visiting('act');
    expect(await write(visiting)).toBeDefined();
    expect((await world.audit(visiting.sessionId)).at(-1)).toMatchObject({
      event: 'project_created',
      actorId: visiting.staff.userId,
      userId: visiting.person.userId,
      sessionId: visiting.sessionId,
      data: { why: visitReason },
    });
    const [{ changes = 0 } = {}] = await liveVisits(world.db, visiting.person.userId, defaultPolicy);
    expect(changes).toBe(1);
  });

  test('does not happen in a visit that ended a moment before', async () => {
    const visiting = await visits.visiting('act');
    const ctx = await visits.acting(visiting);
    await endSupportVisit(await world.signedIn(visiting.person.secret), { sessionId: visiting.sessionId });
    const done = await changeInVisit(
      ctx,
      async (within) =>
        createProject({ ...within, organization: await landing(within) }, { name: 'Late', description: '' }),
      () => true,
    );
    expect(done).toBeUndefined();
    const [row] = await world.owner.execute(sql`select count(*)::int as n from projects where name = 'Late'`);
    expect(row).toEqual({ n: 0 });
    expect(trailOf(await world.audit(visiting.sessionId))).not.toContain('project_created');
  });

  test('that cannot be written down takes itself and its count back', async () => {
    const visiting = await visits.visiting('act');
    const ctx = world.unrecordable(await visits.acting(visiting));
    await expect(
      changeInVisit(
        ctx,
        async (within) =>
          createProject(
            { ...within, organization: await landing(within) },
            { name: 'Unseen', description: '' },
          ),
        () => true,
      ),
    ).rejects.toThrow();
    const [live] = await liveVisits(world.db, visiting.person.userId, defaultPolicy);
    expect(live?.changes).toBe(0);
    expect(await endedVisits(world.db, visiting.person.userId, defaultPolicy, 5)).toEqual([]);
  });
});
