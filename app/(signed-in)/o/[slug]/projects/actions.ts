'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import {
  addTask,
  changeProject,
  checkTask,
  createProject,
  deleteProject,
} from '@/lib/flows/sample/change-projects';
import { addressIn } from '@/lib/organization/slug';
import { nameField, textField } from '@/lib/typed/name';
import { organizationAction } from '@/lib/web/guards/organization-action';

const gone = { status: 'refused', message: 'This project no longer exists.' } as const;

const id = z.uuid('This is not a project.');
const name = nameField({ missing: 'Enter a name.', most: 100 });
const description = textField({ most: 20_000 });

export const createAction = organizationAction(
  {
    permission: 'project.write',
    input: z.object({ name, description }),
    limit: 'session_management',
    once: 'create_project',
  },
  async (ctx, typed) => {
    const project = await createProject(ctx, typed);
    return { status: 'done', goTo: addressIn(ctx.organization.slug, `/projects/${project.id}`) };
  },
);

export const saveAction = organizationAction(
  {
    permission: 'project.write',
    input: z.object({ id, name, description }),
    limit: 'session_management',
    once: 'save_project',
  },
  async (ctx, typed) => {
    const result = await changeProject(ctx, typed);
    if (!result.ok) return gone;
    refresh();
    return { status: 'done' };
  },
);

/** Cannot be undone, so it asks for recent proof. */
export const removeAction = organizationAction(
  {
    permission: 'project.write',
    input: z.object({ id }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'delete_project',
    once: 'delete_project',
  },
  async (ctx, typed) => {
    const result = await deleteProject(ctx, typed);
    if (!result.ok) return gone;
    return { status: 'done', goTo: addressIn(ctx.organization.slug, '/projects') };
  },
);

const title = nameField({ missing: 'Enter a task.', most: 200 });

export const addTaskToAction = organizationAction(
  {
    permission: 'project.write',
    input: z.object({ id, title }),
    limit: 'session_management',
    once: 'add_task',
  },
  async (ctx, typed) => {
    const result = await addTask(ctx, typed);
    if (!result.ok) return gone;
    refresh();
    return { status: 'done' };
  },
);

const checking = z.object({ id, taskId: z.uuid('This is not a task.'), done: z.enum(['yes', 'no']) });

export const setDoneAction = organizationAction(
  { permission: 'project.write', input: checking, limit: 'session_management', once: 'check_task' },
  async (ctx, typed) => {
    const result = await checkTask(ctx, { ...typed, done: typed.done === 'yes' });
    if (!result.ok) return gone;
    refresh();
    return { status: 'done' };
  },
);
