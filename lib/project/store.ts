/** The sample product's rows. Every statement names the organization: another one's project does not exist (ASVS 8.2.2). */

import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { projects, tasks } from '../../db/schema/projects';

type Owned = { readonly id: string; readonly organizationId: string };

const owned = ({ id, organizationId }: Owned) =>
  and(eq(projects.id, id), eq(projects.organizationId, organizationId));

export function listProjects(db: Executor, organizationId: string) {
  return db
    .select({
      id: projects.id,
      name: projects.name,
      description: projects.description,
      updatedAt: projects.updatedAt,
      tasks: count(tasks.id),
      tasksDone: sql<number>`count(*) filter (where ${tasks.done})`.mapWith(Number),
    })
    .from(projects)
    .leftJoin(tasks, eq(tasks.projectId, projects.id))
    .where(eq(projects.organizationId, organizationId))
    .groupBy(projects.id)
    .orderBy(desc(projects.updatedAt));
}

export const countProjects = (db: Executor, organizationId: string): Promise<number> =>
  db.$count(projects, eq(projects.organizationId, organizationId));

export async function findProject(db: Executor, project: Owned) {
  const [row] = await db.select().from(projects).where(owned(project)).limit(1);
  if (!row) return undefined;
  const list = await db
    .select({ id: tasks.id, title: tasks.title, done: tasks.done })
    .from(tasks)
    .where(eq(tasks.projectId, row.id))
    .orderBy(asc(tasks.position), asc(tasks.id));
  return { ...row, tasks: list };
}

export async function insertProject(
  db: Executor,
  project: { organizationId: string; createdBy: string; name: string; description: string },
) {
  const [row] = await db.insert(projects).values(project).returning({ id: projects.id });
  if (!row) throw new Error('the project row was not returned');
  return row;
}

export async function updateProject(
  db: Executor,
  project: Owned,
  change: { name?: string | undefined; description?: string | undefined },
) {
  const rows = await db
    .update(projects)
    .set({ ...change, updatedAt: sql`now()` })
    .where(owned(project))
    .returning({ id: projects.id });
  return rows.length > 0;
}

export async function removeProjectRow(db: Executor, project: Owned): Promise<boolean> {
  const rows = await db.delete(projects).where(owned(project)).returning({ id: projects.id });
  return rows.length > 0;
}

export type Task = { readonly id: string; readonly title: string; readonly done: boolean };
const taskColumns = { id: tasks.id, title: tasks.title, done: tasks.done };

/** Locks the project first, so that two tasks added at once get different places. Undefined where there is no such project. */
export async function insertTask(db: Executor, project: Owned, title: string): Promise<Task | undefined> {
  const [found] = await db.select({ id: projects.id }).from(projects).where(owned(project)).for('update');
  if (!found) return undefined;
  const next = sql<number>`(select coalesce(max(position), 0) + 1 from tasks where project_id = ${found.id})`;
  const [task] = await db
    .insert(tasks)
    .values({ projectId: found.id, title, position: next })
    .returning(taskColumns);
  await db.update(projects).set({ updatedAt: sql`now()` }).where(owned(project));
  return task;
}

/** Undefined where there is no such task in it. */
export async function setTaskDone(
  db: Executor,
  project: Owned,
  taskId: string,
  done: boolean,
): Promise<Task | undefined> {
  const [found] = await db.select({ id: projects.id }).from(projects).where(owned(project));
  if (!found) return undefined;
  const [task] = await db
    .update(tasks)
    .set({ done })
    .where(and(eq(tasks.id, taskId), eq(tasks.projectId, found.id)))
    .returning(taskColumns);
  return task;
}

/** The organization that a project belongs to, to tell a guess at somebody else's from one that is gone. */
export async function organizationOfProject(db: Executor, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ organizationId: projects.organizationId })
    .from(projects)
    .where(eq(projects.id, id))
    .limit(1);
  return row?.organizationId;
}
