import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { projects, tasks } from '../../../db/schema/projects';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { newProjectForm, projectForm } from '../../draft/forms';
import { findDraft } from '../../draft/store';
import { addSeat } from '../../organization/store';
import { exportProjects } from '../../project/export';
import { findProject, listProjects } from '../../project/store';
import { keepDraft } from '../drafts/keep-draft';
import { removeMember } from '../organization/change-members';
import { addTask, changeProject, checkTask, createProject, deleteProject } from './change-projects';

const world = flowWorld();
const notFound = { ok: false, reason: 'not_found' };
const named = { name: 'Bridge', description: 'Over the brook' };

async function scene() {
  const [ada, eve] = [await world.person(), await world.person('Eve')];
  const [ctx, theirs] = [await world.inOwn(ada.secret), await world.inOwn(eve.secret)];
  const { id } = await createProject(ctx, named);
  return { ada, eve, ctx, theirs, id };
}

const rowOf = async (id: string) => (await world.db.select().from(projects).where(eq(projects.id, id)))[0];
const tasksOf = (id: string) =>
  world.db.select().from(tasks).where(eq(tasks.projectId, id)).orderBy(tasks.position);

/** What somebody asked for that belongs to somebody else, as the trail has it. */
const trespassesOf = async (userId: string) =>
  (await world.auditOfUser(userId)).filter(({ event }) => event === 'authz_fail').map(({ data }) => data);

test('a project is made, changed and removed by its owner, each recorded without its words', async () => {
  const { ada, ctx, id } = await scene();
  expect(await rowOf(id)).toMatchObject({
    organizationId: ctx.organization.id,
    createdBy: ada.userId,
    ...named,
  });
  expect(await changeProject(ctx, { id, name: 'Tunnel', description: '' })).toEqual({ ok: true });
  expect(await rowOf(id)).toMatchObject({ name: 'Tunnel', description: '' });
  expect(await deleteProject(ctx, { id })).toEqual({ ok: true });
  expect(await rowOf(id)).toBeUndefined();
  const events = (await world.audit(ada.sessionId)).slice(-3);
  expect(trailOf(events)).toEqual(['project_created', 'project_updated', 'project_deleted']);
  expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/Bridge|Tunnel/);
});

describe('someone else’s project does not exist', () => {
  test('for changing, removing, adding to and checking off: nothing changes', async () => {
    const { ada, eve, ctx, theirs, id } = await scene();
    await addTask(ctx, { id, title: 'Dig' });
    const [task] = await tasksOf(id);
    const before = [await rowOf(id), await tasksOf(id)];
    expect(await changeProject(theirs, { id, ...named, name: 'Mine' })).toEqual(notFound);
    expect(await deleteProject(theirs, { id })).toEqual(notFound);
    expect(await addTask(theirs, { id, title: 'Mine' })).toEqual(notFound);
    expect(await checkTask(theirs, { id, taskId: task?.id ?? '', done: true })).toEqual(notFound);
    expect([await rowOf(id), await tasksOf(id)]).toEqual(before);
    expect(await trespassesOf(eve.userId)).toEqual(
      ['change_project', 'delete_project', 'add_task', 'check_task'].map((asked) => ({ asked })),
    );
    expect(await trespassesOf(ada.userId)).toEqual([]);
  });

  test('nor is it a trespass to ask for what exists nowhere, or is one’s own and gone', async () => {
    const { ada, ctx, id } = await scene();
    await deleteProject(ctx, { id });
    const own = await createProject(ctx, named);
    for (const nowhere of [id, randomUUID()]) {
      expect(await changeProject(ctx, { id: nowhere, ...named })).toEqual(notFound);
      expect(await deleteProject(ctx, { id: nowhere })).toEqual(notFound);
      expect(await addTask(ctx, { id: nowhere, title: 'Dig' })).toEqual(notFound);
      expect(await checkTask(ctx, { id: nowhere, taskId: randomUUID(), done: true })).toEqual(notFound);
    }
    expect(await checkTask(ctx, { id: own.id, taskId: randomUUID(), done: true })).toEqual(notFound);
    expect(await trespassesOf(ada.userId)).toEqual([]);
  });

  test('for reading', async () => {
    const { theirs, id } = await scene();
    const organizationId = theirs.organization.id;
    expect(await findProject(world.db, { id, organizationId })).toBeUndefined();
    expect(await listProjects(world.db, organizationId)).toEqual([]);
  });

  test('nor does its task through a project of one’s own', async () => {
    const { ctx, theirs, id } = await scene();
    await addTask(ctx, { id, title: 'Dig' });
    const [task] = await tasksOf(id);
    const own = await createProject(theirs, named);
    expect(await checkTask(theirs, { id: own.id, taskId: task?.id ?? '', done: true })).toEqual(notFound);
    expect((await tasksOf(id))[0]?.done).toBe(false);
  });
});

test('who made a project and was removed since reads nothing of it any more, in the copy of their data either', async () => {
  const { ada, eve, ctx, theirs } = await scene();
  const { id: organizationId } = ctx.organization;
  await world.db.transaction((tx) => addSeat(tx, { organizationId, userId: eve.userId }, 'member'));
  const { id } = await createProject(
    { ...theirs, organization: { ...ctx.organization, role: 'member' } },
    named,
  );
  expect((await exportProjects(world.db, eve.userId)).map((project) => project.id)).toEqual([id]);
  expect(await removeMember(ctx, eve)).toEqual({ ok: true });
  await addTask(ctx, { id, title: 'Said since' });
  expect(await exportProjects(world.db, eve.userId)).toEqual([]);
  expect((await exportProjects(world.db, ada.userId)).length).toBe(1);
});

describe('a change that cannot be recorded', () => {
  test('does not happen', async () => {
    const { ctx, id } = await scene();
    const broken = world.unrecordable(ctx);
    await expect(createProject(broken, named)).rejects.toThrow();
    await expect(changeProject(broken, { id, ...named, name: 'Tunnel' })).rejects.toThrow();
    await expect(deleteProject(broken, { id })).rejects.toThrow();
    expect((await listProjects(world.db, ctx.organization.id)).map(({ name }) => name)).toEqual(['Bridge']);
  });
});

test('a project removed by two at once is removed once', async () => {
  const { ctx, id } = await scene();
  const results = await Promise.all([1, 2, 3].map(() => deleteProject(ctx, { id })));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
});

test('tasks added at the same moment get places of their own, and the list counts them', async () => {
  const { ctx, id } = await scene();
  await Promise.all(['Dig', 'Pour', 'Paint', 'Rest'].map((title) => addTask(ctx, { id, title })));
  const rows = await tasksOf(id);
  expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  expect(await checkTask(ctx, { id, taskId: rows[1]?.id ?? '', done: true })).toMatchObject({ ok: true });
  expect(await listProjects(world.db, ctx.organization.id)).toMatchObject([{ id, tasks: 4, tasksDone: 1 }]);
  expect((await findProject(world.db, { id, organizationId: ctx.organization.id }))?.tasks).toHaveLength(4);
});

// only: drafts, from here
describe('the draft of a project goes', () => {
  async function drafted() {
    const ada = await world.person('Ada');
    const ctx = await world.inOwn(ada.secret);
    const keep = (form: string, name: string) => keepDraft(ctx, { form, fields: { name }, seen: 0 });
    const found = async (form: string) => (await findDraft(world.db, { userId: ada.userId, form }))?.fields;
    return { ctx, keep, found, newProject: newProjectForm(ctx.organization.id) };
  }

  test('with the change it was for, and only that one', async () => {
    const { ctx, keep, found, newProject } = await drafted();
    const { id } = await createProject(ctx, named);
    await keep(newProject, 'Another');
    await keep(projectForm(id), 'Bridge of Sighs');
    await changeProject(ctx, { id, name: 'Bridge of Sighs', description: '' });
    expect(await found(projectForm(id))).toBeUndefined();
    expect(await found(newProject)).toEqual({ name: 'Another' });
  });

  test('when it is made, and when it is removed', async () => {
    const { ctx, keep, found, newProject } = await drafted();
    await keep(newProject, 'Bridge');
    const { id } = await createProject(ctx, named);
    await keep(projectForm(id), 'Bridge of Sighs');
    await deleteProject(ctx, { id });
    expect([await found(newProject), await found(projectForm(id))]).toEqual([undefined, undefined]);
  });

  test('not when the change does not happen', async () => {
    const { ctx, keep, found, newProject } = await drafted();
    await keep(newProject, 'Bridge');
    await expect(createProject(world.unrecordable(ctx), named)).rejects.toThrow();
    expect(await found(newProject)).toEqual({ name: 'Bridge' });
  });
});
// only: drafts, to here
