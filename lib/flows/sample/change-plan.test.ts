import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { billingDetails } from '../../../db/schema/billing-details';
import { users } from '../../../db/schema/users';
import { flowWorld } from '../../../tests/support/flow-world';
import { billingForm, planChoiceForm } from '../../draft/forms';
import { findDraft } from '../../draft/store';
import { keepStep } from '../drafts/keep-draft';
import { changePlan } from './change-plan';

const world = flowWorld();
const billing = {
  company: 'Analytical Engines',
  address: '12 Brook Street',
  country: 'United Kingdom',
  vatId: '',
};

async function scene() {
  const person = await world.person();
  const ctx = await world.signedIn(person.secret);
  await keepStep(ctx, planChoiceForm, { plan: 'team' });
  await keepStep(ctx, billingForm, billing);
  await keepStep(ctx, 'invoice:new', { name: 'Bridge' });
  const account = async () => (await world.db.select().from(users).where(eq(users.id, person.userId)))[0];
  const details = async () =>
    (await world.db.select().from(billingDetails).where(eq(billingDetails.userId, person.userId)))[0];
  const draft = (form: string) => findDraft(world.db, { userId: person.userId, form });
  return { person, ctx, account, details, draft };
}

test('plan, billing details, drafts and the line in the trail change together', async () => {
  const { person, ctx, account, details, draft } = await scene();
  await changePlan(ctx, { plan: 'team', billing });
  expect((await account())?.plan).toBe('team');
  expect(await details()).toMatchObject(billing);
  expect([await draft(planChoiceForm), await draft(billingForm)]).toEqual([undefined, undefined]);
  expect(await draft('invoice:new')).toBeDefined();
  const [event] = (await world.audit(person.sessionId)).slice(-1);
  expect(event).toMatchObject({ event: 'plan_changed', data: { from: 'free', to: 'team' } });
  expect(JSON.stringify(event?.data)).not.toContain('Analytical');
});

test('a change that cannot be recorded does not happen', async () => {
  const { ctx, account, details, draft } = await scene();
  await expect(changePlan(world.unrecordable(ctx), { plan: 'team', billing })).rejects.toThrow();
  expect((await account())?.plan).toBe('free');
  expect(await details()).toBeUndefined();
  expect(await draft(planChoiceForm)).toBeDefined();
});

test('back to the free plan keeps the billing details for the next time', async () => {
  const { ctx, account, details } = await scene();
  await changePlan(ctx, { plan: 'team', billing });
  await changePlan(ctx, { plan: 'free' });
  expect((await account())?.plan).toBe('free');
  expect(await details()).toMatchObject(billing);
});
