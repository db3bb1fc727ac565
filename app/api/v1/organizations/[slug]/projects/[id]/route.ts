import { changeProject, deleteProject } from '@/lib/flows/sample/change-projects';
import { readProject } from '@/lib/project/pages';
import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';
import { problem } from '@/lib/web/guards/problem';
import { projectBody } from '../shown';

export const GET = apiRoute('getProject', async (ctx, { params: { id } }) => {
  const found = await readProject(ctx.db, { id, organizationId: ctx.organization.id });
  return found ? projectBody(found) : problem('not_found');
});

export const PATCH = apiRoute('changeProjectOf', async (ctx, { params: { id }, body }) => {
  const changed = await changeProject(ctx, { id, ...body });
  const found = changed.ok && (await readProject(ctx.db, { id, organizationId: ctx.organization.id }));
  return found ? projectBody(found) : problem('not_found');
});

export const DELETE = apiRoute('deleteProjectOf', async (ctx, { params: { id } }) => {
  const deleted = await deleteProject(ctx, { id });
  return deleted.ok ? undefined : problem('not_found');
});

const other = otherMethods('/organizations/{slug}/projects/{id}');

export { other as OPTIONS, other as POST, other as PUT };
