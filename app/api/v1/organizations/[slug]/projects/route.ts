import { createProject } from '@/lib/flows/sample/change-projects';
import { pageOfProjects, readProject } from '@/lib/project/pages';
import { pageOf } from '@/lib/web/api/page-of';
import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';
import { problem } from '@/lib/web/guards/problem';
import { projectBody } from './shown';

export const GET = apiRoute('listProjectsOf', async (ctx, { query }) => {
  const rows = await pageOfProjects(ctx.db, ctx.organization.id, query);
  const { data, next } = pageOf(rows, query, ({ place, id }) => [place, id]);
  return { data: data.map(projectBody), next };
});

export const POST = apiRoute('createProjectIn', async (ctx, { body }) => {
  const { id } = await createProject(ctx, body);
  const made = await readProject(ctx.db, { id, organizationId: ctx.organization.id });
  return made ? projectBody(made) : problem('not_found');
});

const other = otherMethods('/organizations/{slug}/projects');

export { other as DELETE, other as OPTIONS, other as PATCH, other as PUT };
