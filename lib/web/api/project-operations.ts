/** The sample's part of the API: projects of an organization and their tasks. Pure. */

import { z } from 'zod';
import { addressIn } from '../../organization/slug';
import { nameField, textField } from '../../typed/name';
import type { ApiOperation } from './operation';
import { pageAnswer, pageQuery } from './paging';

const moment = z.iso.datetime();
const id = z.uuid();
const project = z.strictObject({ id });

const name = nameField({ missing: 'Enter a name.', most: 100 }).meta({ maxLength: 100 });
const description = textField({ most: 20_000 }).meta({ maxLength: 20_000 });
const title = nameField({ missing: 'Enter a task.', most: 200 }).meta({ maxLength: 200 });

const shownProject = z.object({
  id,
  name: z.string(),
  description: z.string(),
  createdAt: moment,
  updatedAt: moment,
});
const shownTask = z.object({ id, title: z.string(), done: z.boolean() });

const path = '/organizations/{slug}/projects';
const [read, write] = [
  { scope: 'projects:read', permission: 'project.read' },
  { scope: 'projects:write', permission: 'project.write' },
] as const;

export const projectOperations = {
  listProjectsOf: {
    method: 'GET',
    path,
    summary: 'The projects of an organization, newest first.',
    ...read,
    query: pageQuery('moment'),
    status: 200,
    answer: pageAnswer(shownProject),
  },
  createProjectIn: {
    method: 'POST',
    path,
    summary: 'Creates a project.',
    ...write,
    body: z.strictObject({ name, description: description.default('') }),
    status: 201,
    answer: shownProject,
  },
  getProject: {
    method: 'GET',
    path: `${path}/{id}`,
    summary: 'One project.',
    ...read,
    params: project,
    status: 200,
    answer: shownProject,
  },
  changeProjectOf: {
    method: 'PATCH',
    path: `${path}/{id}`,
    summary: 'Changes the fields of a project that are sent.',
    ...write,
    params: project,
    body: z
      .strictObject({ name: name.optional(), description: description.optional() })
      .refine((sent) => Object.keys(sent).length > 0, 'Send at least one field.'),
    status: 200,
    answer: shownProject,
  },
  deleteProjectOf: {
    method: 'DELETE',
    path: `${path}/{id}`,
    summary: "Deletes a project with its tasks. It can't be undone, so a token can't do it.",
    ...write,
    params: project,
    status: 204,
    stepUp: {
      freshness: 'recent',
      tokens: 'never',
      page: ({ slug = '', id: which = '' }) => addressIn(slug, `/projects/${which}`),
    },
  },
  listTasksOf: {
    method: 'GET',
    path: `${path}/{id}/tasks`,
    summary: 'The tasks of a project, in their order.',
    ...read,
    params: project,
    query: pageQuery('position'),
    status: 200,
    answer: pageAnswer(shownTask),
  },
  addTaskTo: {
    method: 'POST',
    path: `${path}/{id}/tasks`,
    summary: 'Adds a task at the end.',
    ...write,
    params: project,
    body: z.strictObject({ title }),
    status: 201,
    answer: shownTask,
  },
  changeTask: {
    method: 'PATCH',
    path: `${path}/{id}/tasks/{taskId}`,
    summary: 'Says whether a task is done.',
    ...write,
    params: z.strictObject({ id, taskId: z.uuid() }),
    body: z.strictObject({ done: z.boolean('Send true or false.') }),
    status: 200,
    answer: shownTask,
  },
} as const satisfies Record<string, ApiOperation>;
