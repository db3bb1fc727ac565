import { checkTask } from '@/lib/flows/sample/change-projects';
import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';
import { problem } from '@/lib/web/guards/problem';

export const PATCH = apiRoute('changeTask', async (ctx, { params: { id, taskId }, body }) => {
  const changed = await checkTask(ctx, { id, taskId, done: body.done });
  return changed.ok ? changed.value : problem('not_found');
});

const other = otherMethods('/organizations/{slug}/projects/{id}/tasks/{taskId}');

export { other as DELETE, other as GET, other as HEAD, other as OPTIONS, other as POST, other as PUT };
