/** The projects that a person made in organizations they still belong to, and their tasks, for their own copy of it. */

import { and, asc, eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { projects, tasks } from '../../db/schema/projects';

/** Oldest first; two statements, however many projects there are. */
export async function exportProjects(db: Executor, userId: string) {
  const own = and(
    eq(projects.createdBy, userId),
    sql`exists (select from memberships m where m.organization_id = ${projects.organizationId} and m.user_id = ${userId}::uuid)`,
  );
  const found = await db
    .select({
      id: projects.id,
      name: projects.name,
      description: projects.description,
      createdAt: projects.createdAt,
      updatedAt: projects.updatedAt,
    })
    .from(projects)
    .where(own)
    .orderBy(asc(projects.createdAt), asc(projects.id));
  const rows = await db
    .select({ projectId: tasks.projectId, title: tasks.title, done: tasks.done })
    .from(tasks)
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(own)
    .orderBy(asc(tasks.position), asc(tasks.id));
  const byProject = new Map<string, { title: string; done: boolean }[]>(found.map(({ id }) => [id, []]));
  for (const { projectId, ...task } of rows) byProject.get(projectId)?.push(task);
  return found.map((project) => ({ ...project, tasks: byProject.get(project.id) ?? [] }));
}
