'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { addTask, changeProject, checkTask, createProject, deleteProject } from '@/lib/flows/projects';
import { protectedAction } from '@/lib/web/action-guards';

const gone = { status: 'refused', message: 'This project no longer exists.' } as const;

const id = z.uuid('This is not a project.');
const name = z.string('Enter a name.').trim().min(1, 'Enter a name.').max(100, 'Use at most 100 characters.');
const description = z.string('Enter a description.').trim().max(20_000, 'Use at most 20,000 characters.');

export const create = protectedAction(
  { input: z.object({ name, description }), limit: 'session_management', once: 'create_project' },
  async (ctx, typed) => {
    const project = await createProject(ctx, typed);
    return { status: 'done', goTo: `/projects/${project.id}` };
  },
);

export const save = protectedAction(
  { input: z.object({ id, name, description }), limit: 'session_management', once: 'save_project' },
  async (ctx, typed) => {
    const result = await changeProject(ctx, typed);
    if (!result.ok) return gone;
    refresh();
    return { status: 'done' };
  },
);

/** Cannot be undone, so it asks for recent proof. */
export const remove = protectedAction(
  {
    input: z.object({ id }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'delete_project',
    once: 'delete_project',
  },
  async (ctx, typed) => {
    const result = await deleteProject(ctx, typed);
    if (!result.ok) return gone;
    return { status: 'done', goTo: '/projects' };
  },
);

const title = z
  .string('Enter a task.')
  .trim()
  .min(1, 'Enter a task.')
  .max(200, 'Use at most 200 characters.');

export const addTaskTo = protectedAction(
  { input: z.object({ id, title }), limit: 'session_management', once: 'add_task' },
  async (ctx, typed) => {
    const result = await addTask(ctx, typed);
    if (!result.ok) return gone;
    refresh();
    return { status: 'done' };
  },
);

const checking = z.object({ id, taskId: z.uuid('This is not a task.'), done: z.enum(['yes', 'no']) });

export const setDone = protectedAction(
  { input: checking, limit: 'session_management', once: 'check_task' },
  async (ctx, typed) => {
    const result = await checkTask(ctx, { ...typed, done: typed.done === 'yes' });
    if (!result.ok) return gone;
    refresh();
    return { status: 'done' };
  },
);
