/** What can be bought. Pure. A payment provider would know the prices; here they are for show. */

export type PlanId = 'free' | 'team' | 'business';

export type Plan = {
  readonly id: PlanId;
  readonly name: string;
  readonly pricePerMonth: number;
  readonly summary: string;
};

export const plans: readonly Plan[] = [
  {
    id: 'free',
    name: 'Free',
    pricePerMonth: 0,
    summary: 'For trying things out: three projects, one person.',
  },
  { id: 'team', name: 'Team', pricePerMonth: 12, summary: 'Unlimited projects, up to ten people.' },
  {
    id: 'business',
    name: 'Business',
    pricePerMonth: 39,
    summary: 'Everything in Team, with roles and an audit log.',
  },
];

export const planIds = plans.map(({ id }) => id) as [PlanId, ...PlanId[]];

/** Throws for what is no plan: the database only holds those that are. */
export function planOf(id: string): Plan {
  const plan = plans.find((one) => one.id === id);
  if (!plan) throw new Error(`there is no plan called ${id}`);
  return plan;
}

/** Within a sentence. */
export const priceWords = ({ pricePerMonth }: Plan) =>
  pricePerMonth === 0 ? 'free of charge' : `$${pricePerMonth} a month`;

/** On its own, in a list. */
export const priceLabel = (plan: Plan) => (plan.pricePerMonth === 0 ? 'Free of charge' : priceWords(plan));
