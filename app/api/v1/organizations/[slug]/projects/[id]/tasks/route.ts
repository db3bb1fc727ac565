import { addTask } from '@/lib/flows/sample/change-projects';
import { pageOfTasks, readProject } from '@/lib/project/pages';
import { pageOf } from '@/lib/web/api/page-of';
import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';
import { problem } from '@/lib/web/guards/problem';

export const GET = apiRoute('listTasksOf', async (ctx, { params: { id }, query }) => {
  const project = { id, organizationId: ctx.organization.id };
  const rows = await pageOfTasks(ctx.db, project, query);
  if (rows.length === 0 && !(await readProject(ctx.db, project))) return problem('not_found');
  const { data, next } = pageOf(rows, query, (task) => [task.position, task.id]);
  return { data: data.map((task) => ({ id: task.id, title: task.title, done: task.done })), next };
});

export const POST = apiRoute('addTaskTo', async (ctx, { params: { id }, body }) => {
  const added = await addTask(ctx, { id, title: body.title });
  return added.ok ? added.value : problem('not_found');
});

const other = otherMethods('/organizations/{slug}/projects/{id}/tasks');

export { other as DELETE, other as OPTIONS, other as PATCH, other as PUT };
