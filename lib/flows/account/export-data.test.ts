import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { held, leftOut } from '../../../tests/support/exported-tables';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import { personWithEverything } from '../../../tests/support/full-person';
import { revokeSession } from '../session/revoke-session';
import { signIn } from '../sign-in/sign-in';
import { exportActivity } from './export-activity';
import { type Export, exportData } from './export-data';

const world = flowWorld();
const fullPerson = () => personWithEverything(world);

async function exportOf(person: Person): Promise<Export> {
  const exported = await exportData(await world.signedIn(person.secret));
  if (!exported.ok) throw new Error(exported.reason);
  return exported.value;
}

const exports = async (person: Person) =>
  (await world.auditOfUser(person.userId)).filter(({ event }) => event === 'data_exported');

describe('the document', () => {
  test('holds what the person has, from every table', async () => {
    const { person, marks } = await fullPerson();
    const document = await exportOf(person);
    const text = JSON.stringify(document);
    for (const one of [person.email, person.userId, ...Object.values(marks)]) expect(text).toContain(one);
    expect(document).toMatchObject({ profile: { email: person.email } });
    expect(document).toMatchObject({ plan: 'team' }); // only: plans
    expect(document.sessions.map(({ endedReason }) => endedReason)).toEqual([null, 'revoked_by_user']);
    // only: sample, from here
    expect(document.projects).toMatchObject([
      { name: marks.project, tasks: [{ title: marks.task, done: false }] },
    ]);
    // only: sample, to here
    for (const section of Object.values(held)) {
      const value = document[section];
      expect(Array.isArray(value) ? value.length : value, section).toBeTruthy();
    }
  });

  test('says of the security log what the page says, the newest first, and that it was exported', async () => {
    const { person } = await fullPerson();
    const events = (await exportOf(person)).securityLog.map(({ event }) => event);
    expect(events[0]).toBe('data_exported');
    expect(events).toContain('plan_changed'); // only: plans
    expect(events.at(-1)).toBe('user_created');
  });

  test('says of a mail its kind and times alone', async () => {
    const { person, told } = await fullPerson();
    const document = await exportOf(person);
    const mail = ['kind', 'createdAt', 'sentAt'];
    expect(document.mails.map((one) => Object.keys(one))).toEqual([mail, mail]);
    expect(JSON.stringify(document)).not.toContain(told);
  });

  test('holds no secret, no hash and no token, in whatever form', async () => {
    const { person, hashes } = await fullPerson();
    await signIn(world.ctx(), { email: person.email, password: 'a wrong but telling one', remember: false });
    const text = JSON.stringify(await exportOf(person));
    const [row] = await world.db.execute<{ hash: string }>(
      sql`select password_hash as hash from users where id = ${person.userId}`,
    );
    const forms = hashes.flatMap((hash) =>
      (['hex', 'base64', 'base64url'] as const).map((as) => hash.toString(as)),
    );
    for (const secret of [...forms, person.secret, password, 'telling', row?.hash ?? 'none'])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"[^"]*(hash|secret|token)[^"]*":|argon2|"type":"Buffer"/i);
  });

  test('holds nothing of anybody else', async () => {
    const [one, other] = [await fullPerson(), await fullPerson()];
    const text = JSON.stringify(await exportOf(one.person));
    const theirs = [other.person.email, other.person.userId, other.person.sessionId];
    for (const mine of [...theirs, ...Object.values(other.marks)]) expect(text).not.toContain(mine);
  });

  test('leaves out who an operator is and where they sat, and what exists of other people', async () => {
    const { person } = await fullPerson();
    const operator = await fullPerson();
    const foreign = await revokeSession(await world.signedIn(person.secret), {
      sessionId: operator.person.sessionId,
    });
    expect(foreign.ok).toBe(false);
    await world.db.execute(sql`
      insert into audit_events (event, outcome, actor_id, user_id, ip, user_agent)
      values ('user_disabled', 'success', ${operator.person.userId}, ${person.userId}, '192.0.2.77', 'Operator/1')`);
    const document = await exportOf(person);
    expect(document.securityLog).toContainEqual(
      expect.objectContaining({ event: 'user_disabled', bySomebodyElse: true, ip: null, userAgent: null }),
    );
    const text = JSON.stringify(document);
    for (const hidden of ['192.0.2.77', 'Operator/1', operator.person.userId, 'authz_fail'])
      expect(text).not.toContain(hidden);
  });

  test('knows every table with a person in it', async () => {
    const folder = fileURLToPath(new URL('../../../db/schema/', import.meta.url));
    const tables: string[] = [];
    for (const file of readdirSync(folder)) {
      const exported: unknown[] = Object.values(
        await import(`../../../db/schema/${file.replace(/\.ts$/, '')}.ts`),
      );
      for (const table of exported)
        if (
          is(table, PgTable) &&
          Object.values(getTableColumns(table)).some(({ name }) => ['user_id', 'invited_by'].includes(name))
        )
          tables.push(getTableName(table));
    }
    const instead =
      'put a new table into lib/flows/account/export-data, or on the list of what is left out with its reason';
    expect(tables.toSorted(), instead).toEqual([...Object.keys(held), ...Object.keys(leftOut)].toSorted());
  });
});

describe('how it is made', () => {
  test('it is recorded, and what cannot be recorded is not given out', async () => {
    const person = await world.person();
    await exportOf(person);
    expect(await exports(person)).toMatchObject([
      {
        outcome: 'success',
        actorId: person.userId,
        sessionId: person.sessionId,
        data: { what: 'everything' },
      },
    ]);
    const ctx = world.unrecordable(await world.signedIn(person.secret));
    await expect(exportData(ctx)).rejects.toThrow();
    expect(await exports(person)).toHaveLength(1);
  });

  test('ten an hour are given, the eleventh is refused and changes nothing but the one line that says so', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    for (let n = 1; n <= 10; n += 1) expect((await exportData(ctx)).ok).toBe(true);
    expect(await exportData(ctx)).toMatchObject({ ok: false, reason: 'rate_limited' });
    expect(await exportData(ctx)).toMatchObject({ ok: false, retryAfterSeconds: expect.any(Number) });
    expect(await exports(person)).toHaveLength(10);
    const refusals = (await world.auditOfUser(person.userId)).filter(({ outcome }) => outcome === 'failure');
    expect(refusals).toMatchObject([
      { event: 'excess_rate_limit_exceeded', data: { limit: 'account_changes' } },
    ]);
    // The log counts for itself: it is what somebody wants to look at who is refused.
    expect((await exportActivity(ctx, {})).ok).toBe(true);
  });

  test('twelve at once are ten', async () => {
    const ctx = await world.signedIn((await world.person()).secret);
    const results = await Promise.all(Array.from({ length: 12 }, () => exportData(ctx)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(10);
  });
});

describe('the security log as a file', () => {
  test('is recorded before it is read, is whole, and is refused after ten an hour', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    for (let n = 1; n <= 10; n += 1) {
      const lines = await exportActivity(ctx, { kind: 'changes' });
      if (!lines.ok) throw new Error(lines.reason);
      const events = [];
      for await (const rows of lines.value) events.push(...rows.map(({ event }) => event));
      expect(events).toEqual([
        ...Array.from({ length: n }, () => 'data_exported'),
        'user_confirmed',
        'user_created',
      ]);
    }
    expect(await exportActivity(ctx, {})).toMatchObject({ ok: false, reason: 'rate_limited' });
    expect(await exports(person)).toHaveLength(10);
  });

  test('is not given out where that cannot be recorded', async () => {
    const ctx = world.unrecordable(await world.signedIn((await world.person()).secret));
    await expect(exportActivity(ctx, {})).rejects.toThrow();
  });
});
