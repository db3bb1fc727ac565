import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connect } from '../../../db/client';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { mintToken } from '../../one-time-token/store';
import { deleteAccount, restoreAccount } from '../account/delete-account';
import { removeAccounts } from './remove-accounts';

const world = flowWorld();
const ctx = () => ({ db: world.db, policy: world.policy });
const week = 604_800;

/** Asked to be deleted that many seconds ago. */
async function leaving(seconds: number): Promise<Person> {
  const person = await world.person();
  const asked = await deleteAccount(await world.signedIn(person.secret));
  if (!asked.ok) throw new Error(asked.reason);
  await world.owner.execute(sql`
    update users set deletion_requested_at = now() - make_interval(secs => ${seconds}) where id = ${person.userId}`);
  return person;
}

/** In how many tables something of the person is left. */
async function tablesWith(userId: string): Promise<string[]> {
  const columns = await world.owner.execute<{ name: string }>(sql`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' order by 1`);
  expect(columns.length).toBeGreaterThan(8);
  const found = [];
  for (const { name } of columns) {
    const rows = await world.owner.execute(
      sql`select 1 from ${sql.identifier(name)} where user_id = ${userId} limit 1`,
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

const exists = async ({ userId }: Pick<Person, 'userId'>) =>
  (await world.owner.execute(sql`select 1 from users where id = ${userId}`)).length === 1;

test('an account goes when the week is over, with everything; the trail forgets who, and the last mail says so', async () => {
  const gone = await leaving(week);
  const almost = await leaving(week - 300);
  const staying = await world.person();
  const before = await world.auditOfUser(gone.userId);
  const other = await world.auditOfUser(staying.userId);
  expect(before.some(({ ip }) => ip !== null)).toBe(true);

  expect(await removeAccounts(ctx())).toBe(1);

  expect(await Promise.all([gone, almost, staying].map(exists))).toEqual([false, true, true]);
  expect(await tablesWith(gone.userId)).toEqual(['audit_events', 'mails']);
  const trail = await world.auditOfUser(gone.userId);
  const personal = { ip: null, userAgent: null, requestId: null };
  expect(trail.slice(0, -1)).toEqual(before.map((row) => ({ ...row, ...personal })));
  expect(trail.at(-1)).toMatchObject({
    event: 'user_deleted',
    outcome: 'success',
    reason: 'grace_period_over',
    actorId: null,
    ...personal,
  });
  expect(await world.auditOfUser(staying.userId)).toEqual(other);
  const mails = await world.owner.execute(
    sql`select kind, recipient from mails where user_id = ${gone.userId}`,
  );
  expect([...mails]).toEqual([{ kind: 'account_deleted', recipient: gone.email }]);

  expect(await removeAccounts(ctx())).toBe(0);
  expect(await world.auditOfUser(gone.userId)).toEqual(trail);
});

test('a removal that cannot be recorded removes nothing, and the others go all the same', async () => {
  const [kept, gone] = [await leaving(week), await leaving(week)];
  await world.owner.execute(sql`
    create function refuse_removal() returns trigger language plpgsql as
    $$ begin raise exception 'this one stays'; end $$`);
  await world.owner.execute(
    sql.raw(`create trigger refuse_removal before insert on audit_events for each row
    when (new.event = 'user_deleted' and new.user_id = '${kept.userId}') execute function refuse_removal()`),
  );
  const before = [await tablesWith(kept.userId), await world.auditOfUser(kept.userId)];
  await expect(removeAccounts(ctx())).rejects.toThrow();
  expect([await exists(kept), await exists(gone)]).toEqual([true, false]);
  expect([await tablesWith(kept.userId), await world.auditOfUser(kept.userId)]).toEqual(before);
  await world.owner.execute(sql`drop trigger refuse_removal on audit_events`);
  expect(await removeAccounts(ctx())).toBe(1);
});

test('of several instances at once one removes an account', async () => {
  const person = await leaving(week);
  const counts = await Promise.all([1, 2, 3].map(() => removeAccounts(ctx())));
  expect(counts.sort()).toEqual([0, 0, 1]);
  const events = (await world.auditOfUser(person.userId)).filter(({ event }) => event === 'user_deleted');
  expect(events).toHaveLength(1);
});

test('an undo in the same moment wins or loses, twenty times of twenty', async () => {
  for (let round = 0; round < 20; round += 1) {
    const person = await leaving(week);
    const token = await mintToken(world.db, { userId: person.userId, purpose: 'undo_deletion' });
    const [removed, undone] = await Promise.all([
      removeAccounts(ctx()),
      restoreAccount(world.ctx(), { token }),
    ]);
    expect([removed, undone.ok]).toEqual((await exists(person)) ? [0, true] : [1, false]);
  }
});

test('an undo that is under way is waited for, and wins', async () => {
  const person = await leaving(week);
  const other = connect(world.url, { max: 1 });
  let removing: Promise<number> | undefined;
  try {
    await other.transaction(async (tx) => {
      await tx.execute(sql`update users set deletion_requested_at = null where id = ${person.userId}`);
      removing = removeAccounts(ctx());
      const waiting = () =>
        world.owner.execute(
          sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
      await expect.poll(async () => (await waiting()).length).toBe(1);
    });
  } finally {
    await other.$client.end();
  }
  expect(await removing).toBe(0);
  expect(await exists(person)).toBe(true);
});
