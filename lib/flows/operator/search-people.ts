/** Staff search for a person. A page of results shows addresses, so it counts as a look, and is recorded of each person on it. */

import { type Apart, countApart } from '../../account/roles';
import { ok, type Result, refused } from '../../result';
import { countLive, type Live } from '../../session/signed-in';
import { type FoundPerson, findPeople, readSought } from '../../staff/find';
import { actor, type SignedInContext } from '../context';
import { record } from '../steps/record';
import { refuseManyLooks } from './admit-look';

const pageSize = 10;

export type PeopleFound = { readonly people: readonly FoundPerson[]; readonly more: boolean };

/** `after`: the id of the last person of the page before. What was typed stays out of the trail: it is somebody's address. */
export async function searchPeople(
  ctx: SignedInContext,
  input: { readonly text: string; readonly after?: string | undefined },
): Promise<Result<PeopleFound, 'too_short' | 'rate_limited'>> {
  const sought = readSought(input.text);
  if (!sought) return refused('too_short');
  const tooMany = await refuseManyLooks(ctx);
  if (tooMany) return tooMany;
  const found = await findPeople(ctx.db, sought, { after: input.after, limit: pageSize + 1 });
  const people = found.slice(0, pageSize);
  const data = { what: 'search', by: sought.kind, found: people.length };
  const { userId: _own, ...who } = actor(ctx);
  const read = { ...who, event: 'sensitive_read', outcome: 'success' } as const;
  const shown = people.map(({ id }) => ({ ...read, userId: id, data: { what: 'search' } }));
  await record(ctx, ctx.db, { ...read, data }, ...shown);
  return ok({ people, more: found.length > pageSize });
}

/** How the product stands, for the first page of the console. */
export async function countEveryone(ctx: SignedInContext): Promise<Live & Apart> {
  const [live, apart] = await Promise.all([countLive(ctx.db), countApart(ctx.db)]);
  return { ...live, ...apart };
}
