/** What an organization asks for beyond the product, and its sign-out of everyone. Each takes effect with the next request. */

import { closeOrganization, type OrganizationRules, readRules, setRules } from '../../organization/rules';
import { ok, type Result, refused } from '../../result';
import { countLiveIn, type Live } from '../../session/signed-in';
import { actorHere, type OrganizationContext } from '../context';
import { ifPermitted } from '../steps/permitted';
import { record } from '../steps/record';

/** An owner without a second factor would lock themselves out by asking for one. */
export const changeRules = (
  ctx: OrganizationContext,
  input: Partial<OrganizationRules>,
): Promise<Result<void, 'own_factor_missing' | 'not_allowed'>> =>
  ifPermitted(ctx, 'organization.rules', async (tx): Promise<Result<void, 'own_factor_missing'>> => {
    if (input.secondFactor && ctx.user.assurance < 2) return refused('own_factor_missing');
    const from = await readRules(tx, ctx.organization.id);
    await setRules(tx, ctx.organization.id, input);
    const changed = (Object.keys(input) as (keyof OrganizationRules)[]).filter(
      (rule) => from[rule] !== input[rule],
    );
    if (changed.length === 0) return ok(undefined);
    await record(ctx, tx, {
      event: 'organization_rules_changed',
      outcome: 'success',
      ...actorHere(ctx),
      data: Object.fromEntries(changed.map((rule) => [rule, String(input[rule] ?? 'none')])),
    });
    return ok(undefined);
  });

/** How many sessions of how many members have to give proof again. */
export const countIn = (ctx: OrganizationContext): Promise<Live> => countLiveIn(ctx.db, ctx.organization.id);

/** By one write to one row: nobody is left out, and their sessions go on everywhere else. */
export const signOutOrganization = (ctx: OrganizationContext): Promise<Result<Live, 'not_allowed'>> =>
  ifPermitted(ctx, 'organization.sign_out', async (tx) => {
    const live = await countLiveIn(tx, ctx.organization.id);
    await record(ctx, tx, {
      event: 'organization_signed_out',
      outcome: 'success',
      ...actorHere(ctx),
      data: live,
    });
    // Last: proof that is given after its moment counts, and until the commit nobody else knows of it.
    await closeOrganization(tx, ctx.organization.id);
    return ok(live);
  });
