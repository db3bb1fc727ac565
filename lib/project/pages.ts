/** Projects and tasks as the API gives them out: in pages, each from where the one before ended. */

import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { projects, tasks } from '../../db/schema/projects';

type Owned = { readonly id: string; readonly organizationId: string };
/** A number to order by, and the id among equals. */
type From = { readonly limit: number; readonly cursor?: readonly [number, string] | undefined };

/** Microseconds since 1970, as the database keeps them. */
const madeAt = sql<number>`(extract(epoch from ${projects.createdAt}) * 1000000)::bigint`.mapWith(Number);

const shownProject = {
  id: projects.id,
  name: projects.name,
  description: projects.description,
  createdAt: projects.createdAt,
  updatedAt: projects.updatedAt,
  place: madeAt,
};
const shownTask = { id: tasks.id, title: tasks.title, done: tasks.done, position: tasks.position };

/** Newest first, and one more than the limit where there is one. Each keeps its place when it is changed. */
export const pageOfProjects = (db: Executor, organizationId: string, { limit, cursor }: From) =>
  db
    .select(shownProject)
    .from(projects)
    .where(
      and(
        eq(projects.organizationId, organizationId),
        cursor && sql`(${madeAt}, ${projects.id}) < (${cursor[0]}::bigint, ${cursor[1]}::uuid)`,
      ),
    )
    .orderBy(desc(projects.createdAt), desc(projects.id))
    .limit(limit + 1);

export type ShownProject = Awaited<ReturnType<typeof pageOfProjects>>[number];

export async function readProject(
  db: Executor,
  { id, organizationId }: Owned,
): Promise<ShownProject | undefined> {
  const [row] = await db
    .select(shownProject)
    .from(projects)
    .where(and(eq(projects.id, id), eq(projects.organizationId, organizationId)));
  return row;
}

/** In their order. Of another organization's project there are none. */
export const pageOfTasks = (db: Executor, { id, organizationId }: Owned, { limit, cursor }: From) =>
  db
    .select(shownTask)
    .from(tasks)
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(
      and(
        eq(projects.id, id),
        eq(projects.organizationId, organizationId),
        cursor && sql`(${tasks.position}, ${tasks.id}) > (${cursor[0]}, ${cursor[1]}::uuid)`,
      ),
    )
    .orderBy(asc(tasks.position), asc(tasks.id))
    .limit(limit + 1);
