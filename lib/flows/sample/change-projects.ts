/** What a person does with their projects: the sample that shows how a product is guarded. */

import type { Executor } from '../../../db/client';
import { newProjectForm, projectForm } from '../../draft/forms';
import { discardDrafts } from '../../draft/store';
import {
  insertProject,
  insertTask,
  ownerOfProject,
  removeProjectRow as remove,
  setTaskDone,
  updateProject,
} from '../../project/store';
import { ok, type Result } from '../../result';
import { actor, inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';
import { refuseForeign } from '../steps/refuse-foreign';

type Named = { readonly name: string; readonly description: string };
type NotFound = Result<void, 'not_found'>;

const foreign = async (ctx: SignedInContext, db: Executor, asked: string, id: string) =>
  refuseForeign(ctx, db, asked, await ownerOfProject(db, id));

export async function createProject(ctx: SignedInContext, input: Named): Promise<{ id: string }> {
  return inTransaction(ctx, async (tx) => {
    const project = await insertProject(tx, { ...input, userId: ctx.user.id });
    await discardDrafts(tx, ctx.user.id, [newProjectForm]); // only: drafts
    await record(ctx, tx, {
      event: 'project_created',
      outcome: 'success',
      ...actor(ctx),
      data: { project: project.id },
    });
    return project;
  });
}

export async function changeProject(ctx: SignedInContext, input: Named & { id: string }): Promise<NotFound> {
  const { id, name, description } = input;
  return inTransaction(ctx, async (tx) => {
    if (!(await updateProject(tx, { id, userId: ctx.user.id }, { name, description })))
      return foreign(ctx, tx, 'change_project', id);
    await discardDrafts(tx, ctx.user.id, [projectForm(id)]); // only: drafts
    await record(ctx, tx, {
      event: 'project_updated',
      outcome: 'success',
      ...actor(ctx),
      data: { project: id },
    });
    return ok(undefined);
  });
}

export async function deleteProject(ctx: SignedInContext, input: { id: string }): Promise<NotFound> {
  return inTransaction(ctx, async (tx) => {
    if (!(await remove(tx, { id: input.id, userId: ctx.user.id })))
      return foreign(ctx, tx, 'delete_project', input.id);
    await discardDrafts(tx, ctx.user.id, [projectForm(input.id)]); // only: drafts
    await record(ctx, tx, {
      event: 'project_deleted',
      outcome: 'success',
      ...actor(ctx),
      data: { project: input.id },
    });
    return ok(undefined);
  });
}

export async function addTask(ctx: SignedInContext, input: { id: string; title: string }): Promise<NotFound> {
  const added = await inTransaction(ctx, (tx) =>
    insertTask(tx, { id: input.id, userId: ctx.user.id }, input.title),
  );
  return added ? ok(undefined) : foreign(ctx, ctx.db, 'add_task', input.id);
}

export async function checkTask(
  ctx: SignedInContext,
  input: { id: string; taskId: string; done: boolean },
): Promise<NotFound> {
  const changed = await setTaskDone(ctx.db, { id: input.id, userId: ctx.user.id }, input.taskId, input.done);
  return changed ? ok(undefined) : foreign(ctx, ctx.db, 'check_task', input.id);
}
