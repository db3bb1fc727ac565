/** People who make projects by the API. */

import { eq } from 'drizzle-orm';
import { projects } from '../../db/schema/projects';
import type { apiWorld } from './api-world';
import type { FlowWorld } from './flow-world';

export function makersOf(world: FlowWorld, api: ReturnType<typeof apiWorld>) {
  /** Somebody in an organization of their own, with an app. */
  async function maker(name = 'Ada') {
    const person = await world.person(name);
    const { slug, id } = (await world.inOwn(person.secret)).organization;
    return {
      person,
      token: await api.tokenFor(person),
      slug,
      organizationId: id,
      at: `/organizations/${slug}/projects`,
    };
  }
  type Maker = Awaited<ReturnType<typeof maker>>;
  const make = ({ at, token }: Maker, body: object = { name: 'Roof' }, headers = {}) =>
    api.ask(at, { method: 'POST', token, body, headers });
  const countOf = ({ organizationId }: Maker) =>
    world.db.$count(projects, eq(projects.organizationId, organizationId));

  return { maker, make, countOf };
}
