import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { platform } from '../../../db/schema/platform';
import { flowWorld } from '../../../tests/support/flow-world';
import { staffWorld } from '../../../tests/support/staff';
import { addEmailCode, findEmailCode } from '../../email-code/store';
import { addPending, findPending } from '../../second-factor/pending';
import { signOutEveryone } from './sign-out-everyone';

const world = flowWorld();
const { staff } = staffWorld(world);
const everyoneEvents = async () =>
  (await world.owner.execute(sql`select 1 from audit_events where event = 'everyone_signed_out'`)).length;

/** Nothing can be done to these tables until it is called. */
async function breakTables(tables: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
  const every = Object.entries(tables);
  for (const [table, deed] of every)
    await world.owner.execute(
      sql.raw(`create trigger broken before ${deed} on ${table}
      for each statement execute function refuse_record()`),
    );
  return async () => {
    for (const [table] of every) await world.owner.execute(sql.raw(`drop trigger broken on ${table}`));
  };
}

beforeEach(async () => {
  await world.owner.execute(sql`delete from platform; delete from sessions`);
});

describe('when something of it fails', () => {
  test('everyone is out all the same, and the trail says so, whatever of the rest cannot be done', async () => {
    const [administrator, person] = [await staff('administrator'), await world.person()];
    const { userId, email, secret } = person;
    const waiting = { userId, method: 'password', remembered: false, failuresBefore: 0 } as const;
    const pending = await addPending(world.db, waiting);
    const code = await addEmailCode(world.db, { email, purpose: 'sign_in', remembered: false });
    const recorded = await everyoneEvents();
    const mend = await breakTables({
      pending_sign_ins: 'delete',
      email_codes: 'delete',
      sessions: 'update',
      'graphile_worker._private_jobs': 'insert or update',
    });
    try {
      const by = { staff: administrator.ctx, why: 'a dump was stolen' };
      expect(await signOutEveryone(administrator.ctx, { by })).toMatchObject({ ok: true });
    } finally {
      await mend();
    }
    expect(await everyoneEvents()).toBe(recorded + 1);
    for (const each of [administrator.secret, secret])
      expect(await world.resume(each)).toMatchObject({ kind: 'ended', reason: 'operator' });
    expect((await findPending(world.db, pending, world.policy)).kind).toBe('over');
    expect((await findEmailCode(world.db, code.secret, 'sign_in', world.policy)).kind).toBe('over');
  });

  test('that nobody can count them does not keep them in; the trail then gives no number', async () => {
    const { secret } = await world.person();
    const broken = new Proxy(world.db, {
      get: (db, name) => {
        if (name === 'execute') return () => Promise.reject(new Error('it takes too long'));
        return Reflect.get(db, name);
      },
    });
    expect(await signOutEveryone({ db: broken, policy: world.policy })).toEqual({ ok: true });
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended' });
    const [last] = await world.owner.execute(
      sql`select data from audit_events where event = 'everyone_signed_out' order by id desc limit 1`,
    );
    expect(last).toEqual({ data: {} });
  });

  test('what cannot be recorded is not done', async () => {
    const { secret } = await world.person();
    await expect(signOutEveryone(world.unrecordable(world.ctx()))).rejects.toThrow();
    expect(await world.db.$count(platform)).toBe(0);
    expect((await world.resume(secret)).kind).toBe('active');
  });
});
