import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { drafts } from '../../../db/schema/drafts';
import { flowWorld } from '../../../tests/support/flow-world';
import { defaultPolicy } from '../../config/policy';
import { discardDrafts, findDraft } from '../../draft/store';
import { sweepSessions } from '../scheduled/sweep-sessions';
import { keepDraft, keepStep } from './keep-draft';

const world = flowWorld();
const form = 'invoice:new';

async function writer(name = 'Ada') {
  const person = await world.person(name);
  const ctx = await world.signedIn(person.secret);
  const keep = async (text: string, seen = 0, of = form) => {
    const kept = await keepDraft(ctx, { form: of, fields: { name: text }, seen });
    if (!kept.ok) throw new Error(kept.reason);
    return kept.value;
  };
  const found = (of = form) => findDraft(world.db, { userId: person.userId, form: of });
  return { person, ctx, keep, found };
}

describe('what somebody types', () => {
  test('is kept, and kept again over what the page has seen', async () => {
    const { keep, found } = await writer();
    const first = await keep('Bri');
    const second = await keep('Bridge', first.draft.version);
    expect([first.overtaken, second.overtaken]).toEqual([false, false]);
    expect(second.draft.version).toBe(first.draft.version + 1);
    expect((await found())?.fields).toEqual({ name: 'Bridge' });
  });

  test('is not kept where the oldest ones cannot go: "nothing was changed" is true then', async () => {
    const { ctx, found } = await writer();
    // The database refuses a negative offset, after it has taken the draft.
    const broken = { ...ctx, policy: { ...ctx.policy, draftLimit: -1 } };
    await expect(keepDraft(broken, { form, fields: { name: 'Bri' }, seen: 0 })).rejects.toThrow();
    expect(await found()).toBeUndefined();
  });

  test('is found from another session of the same person', async () => {
    const { person, keep } = await writer();
    await keep('Bridge');
    const elsewhere = await world.signedIn((await world.anotherSession(person)).secret);
    expect((await findDraft(world.db, { userId: elsewhere.user.id, form }))?.fields).toEqual({
      name: 'Bridge',
    });
  });

  test('is nobody else’s', async () => {
    const [ada, eve] = [await writer(), await writer('Eve')];
    const { draft } = await ada.keep('Bridge');
    expect(await eve.found()).toBeUndefined();
    await eve.keep('Mine', draft.version);
    expect((await ada.found())?.fields).toEqual({ name: 'Bridge' });
    expect((await eve.found())?.fields).toEqual({ name: 'Mine' });
  });
});

describe('two tabs with the same draft', () => {
  test('do not overwrite each other: the later one is told what the other one saved', async () => {
    const { keep, found } = await writer();
    const { draft } = await keep('Bri');
    await keep('Bridge', draft.version);
    const late = await keep('Tunnel', draft.version);
    expect(late).toMatchObject({ overtaken: true, draft: { fields: { name: 'Bridge' } } });
    expect((await found())?.fields).toEqual({ name: 'Bridge' });
    expect(await keep('Tunnel', late.draft.version)).toMatchObject({ overtaken: false });
    expect((await found())?.fields).toEqual({ name: 'Tunnel' });
  });

  test('that begin at once: one is kept, the other is told', async () => {
    const { keep } = await writer();
    const both = await Promise.all([keep('Bridge'), keep('Tunnel')]);
    expect(both.map(({ overtaken }) => overtaken).sort()).toEqual([false, true]);
  });

  test('of which one was sent: what the other one types is kept again', async () => {
    const { person, keep, found } = await writer();
    const { draft } = await keep('Bridge');
    await discardDrafts(world.db, person.userId, [form]);
    expect(await found()).toBeUndefined();
    expect(await keep('Tunnel', draft.version)).toMatchObject({ overtaken: false });
  });
});

describe('a draft goes', () => {
  test('after thirty days, not a moment before', async () => {
    const [old, young] = [await writer(), await writer()];
    await old.keep('Bridge');
    await young.keep('Tunnel');
    const shift = (userId: string, seconds: number) =>
      world.db.execute(
        sql`update drafts set saved_at = now() - make_interval(secs => ${seconds}) where user_id = ${userId}`,
      );
    await shift(old.person.userId, 2_592_000);
    await shift(young.person.userId, 2_591_990);
    await sweepSessions({ db: world.db, policy: world.policy });
    expect(await old.found()).toBeUndefined();
    expect((await young.found())?.fields).toEqual({ name: 'Tunnel' });
  });
});

describe('drafts are bounded', () => {
  test('in number: of twenty-one the one saved longest ago goes', async () => {
    const { person, keep, found } = await writer();
    for (let at = 0; at < 21; at += 1) await keep('x', 0, `form:${at}`);
    expect(await world.db.$count(drafts, sql`user_id = ${person.userId}`)).toBe(20);
    expect(await found('form:0')).toBeUndefined();
    expect(await found('form:20')).toBeDefined();
  });

  test('in size: too much is refused and changes nothing', async () => {
    const { ctx, keep, found } = await writer();
    const { draft } = await keep('Bridge');
    const input = { form, fields: { name: 'x'.repeat(40_000) }, seen: draft.version };
    expect(await keepDraft(ctx, input)).toEqual({ ok: false, reason: 'too_large' });
    expect((await found())?.fields).toEqual({ name: 'Bridge' });
  });

  test('in pace: past the limit it says when to come back', async () => {
    const { ctx } = await writer();
    const slow = { ...ctx, policy: { ...defaultPolicy, draftSavesPerMinute: 60 } };
    const fields = { name: 'x' };
    for (let at = 0; at < 60; at += 1) await keepDraft(slow, { form, fields, seen: 0 });
    const refused = await keepDraft(slow, { form, fields, seen: 0 });
    expect(refused).toMatchObject({ ok: false, reason: 'rate_limited' });
  });
});

// only: plans, from here
test('a step that was sent replaces what any tab had kept of it', async () => {
  const { ctx, keep, found } = await writer();
  const { draft } = await keep('x', 0, 'plan:choice');
  await keepStep(ctx, 'plan:choice', { plan: 'team' });
  expect((await found('plan:choice'))?.fields).toEqual({ plan: 'team' });
  expect(await keep('late', draft.version, 'plan:choice')).toMatchObject({ overtaken: true });
});
// only: plans, to here
