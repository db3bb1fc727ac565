/** What people do with the projects of their organization: the sample that shows how a product is guarded. */

import type { Executor } from '../../../db/client';
import { newProjectForm, projectForm } from '../../draft/forms';
import { discardDrafts } from '../../draft/store';
import {
  insertProject,
  insertTask,
  organizationOfProject,
  removeProjectRow as remove,
  setTaskDone,
  type Task,
  updateProject,
} from '../../project/store';
import { ok, type Result } from '../../result';
import { actorHere, inTransaction, type OrganizationContext } from '../context';
import { record } from '../steps/record';
import { refuseForeign } from '../steps/refuse-foreign';

type Named = { readonly name: string; readonly description: string };
type NotFound = Result<void, 'not_found'>;

const foreign = async (ctx: OrganizationContext, db: Executor, asked: string, id: string) =>
  refuseForeign(ctx, db, asked, await organizationOfProject(db, id), ctx.organization.id);

export async function createProject(ctx: OrganizationContext, input: Named): Promise<{ id: string }> {
  return inTransaction(ctx, async (tx) => {
    const project = await insertProject(tx, {
      ...input,
      createdBy: ctx.user.id,
      organizationId: ctx.organization.id,
    });
    await discardDrafts(tx, ctx.user.id, [newProjectForm(ctx.organization.id)]); // only: drafts
    await record(ctx, tx, {
      event: 'project_created',
      outcome: 'success',
      ...actorHere(ctx),
      data: { project: project.id },
    });
    return project;
  });
}

export async function changeProject(
  ctx: OrganizationContext,
  input: { readonly [Field in keyof Named]?: Named[Field] | undefined } & { id: string },
): Promise<NotFound> {
  const { id, name, description } = input;
  return inTransaction(ctx, async (tx) => {
    if (!(await updateProject(tx, { id, organizationId: ctx.organization.id }, { name, description })))
      return foreign(ctx, tx, 'change_project', id);
    await discardDrafts(tx, ctx.user.id, [projectForm(id)]); // only: drafts
    await record(ctx, tx, {
      event: 'project_updated',
      outcome: 'success',
      ...actorHere(ctx),
      data: { project: id },
    });
    return ok(undefined);
  });
}

export async function deleteProject(ctx: OrganizationContext, input: { id: string }): Promise<NotFound> {
  return inTransaction(ctx, async (tx) => {
    if (!(await remove(tx, { id: input.id, organizationId: ctx.organization.id })))
      return foreign(ctx, tx, 'delete_project', input.id);
    await discardDrafts(tx, ctx.user.id, [projectForm(input.id)]); // only: drafts
    await record(ctx, tx, {
      event: 'project_deleted',
      outcome: 'success',
      ...actorHere(ctx),
      data: { project: input.id },
    });
    return ok(undefined);
  });
}

export async function addTask(
  ctx: OrganizationContext,
  input: { id: string; title: string },
): Promise<Result<Task, 'not_found'>> {
  const added = await inTransaction(ctx, (tx) =>
    insertTask(tx, { id: input.id, organizationId: ctx.organization.id }, input.title),
  );
  return added ? ok(added) : foreign(ctx, ctx.db, 'add_task', input.id);
}

export async function checkTask(
  ctx: OrganizationContext,
  input: { id: string; taskId: string; done: boolean },
): Promise<Result<Task, 'not_found'>> {
  const changed = await setTaskDone(
    ctx.db,
    { id: input.id, organizationId: ctx.organization.id },
    input.taskId,
    input.done,
  );
  return changed ? ok(changed) : foreign(ctx, ctx.db, 'check_task', input.id);
}
