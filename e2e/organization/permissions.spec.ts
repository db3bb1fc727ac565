import { sql } from '../support/database';
import { ask } from '../support/http';
import { callMatrixAction, wentThrough } from '../support/matrix/calls';
import { type Column, columns } from '../support/matrix/columns';
import { doorsOf, type OrganizationDoor } from '../support/matrix/doors';
import { ground, type MatrixGround, newPair, rowsOf } from '../support/matrix/ground';
import { actionLines, finerLines, pageLines, routeLines } from '../support/matrix/lines';
import { expect, test } from '../support/test';

const lineOf = <Line>(
  lines: Readonly<Record<string, Line>>,
  { name }: Pick<OrganizationDoor, 'name'>,
): Line => {
  const line = lines[name];
  if (!line) throw new Error(`${name || 'the first page'} has no line in e2e/support/matrix/lines.ts`);
  return line;
};

const people = () => Promise.all([columns(), newPair()]);
/** The same for all tests of a process: no deed of this list concerns a person outside of the organization. */
let known: ReturnType<typeof people> | undefined;

/** One person for each column, each with fresh proof, and organizations in which those with a role have it. */
async function scene() {
  known ??= people();
  const [cast, [owner, target]] = await known;
  const ids = cast.map(({ person }) => person.id);
  await sql`update sessions set authenticated_at = now() where user_id in ${sql(ids)}`;
  return { cast, newGround: () => ground(owner, target, cast) };
}

const column = (cast: readonly Column[], name: string): Column => {
  const found = cast.find((each) => each.name === name);
  if (!found) throw new Error(`there is no column ${name}`);
  return found;
};

test('each page opens to those whom the table lets in, and is absent to everybody else', async () => {
  const { cast, newGround } = await scene();
  const here = await newGround();
  for (const door of doorsOf('page')) {
    const path = `/o/${here.slug}${lineOf(pageLines, door).at(here)}`;
    for (const { name, may, question } of cast) {
      const { status, text } = await ask(path, question);
      expect(status, `${path} to ${name}`).toBe(may(door.permission) ? 200 : 404);
      if (!may('organization.open')) expect(text, `${path} to ${name}`).not.toContain(here.name);
    }
    expect((await ask(path)).status, `${path} signed out`).toBe(303);
  }
});

test('each route answers those whom the table lets in, says no to other members, and is absent to everybody else', async () => {
  const { cast, newGround } = await scene();
  const here = await newGround();
  for (const door of doorsOf('route')) {
    const [method = ''] = door.name.split(' ');
    const path = `/api/organizations/${here.slug}${lineOf(routeLines, door).at(here)}`;
    for (const { name, may, role, question } of cast) {
      const before = await rowsOf(here);
      const { status, text } = await ask(path, { ...question, method });
      if (may(door.permission)) expect(status, `${door.name} to ${name}`).toBeLessThan(300);
      else {
        expect(status, `${door.name} to ${name}`).toBe(role ? 403 : 404);
        expect(text, `${door.name} to ${name}`).not.toContain(here.name);
        expect(await rowsOf(here), `${door.name} by ${name}`).toEqual(before);
      }
    }
    expect((await ask(path, { method })).status, `${door.name} signed out`).toBe(401);
  }
});

/** What the organization's audit says was asked for and refused. */
const refusedIn = async ({ id }: MatrixGround) =>
  (
    await sql<{ asked: string }[]>`
      select data->>'asked' as asked from audit_events where organization_id = ${id} and event = 'authz_fail'`
  ).map(({ asked }) => asked);

const deeds = [
  ...doorsOf('action').map((door) => ({
    title: door.name,
    action: door.name,
    permission: door.permission,
    byGuard: true,
    line: () => lineOf(actionLines, door),
  })),
  ...finerLines.map(({ action, line }) => ({
    title: `${action} with ${line.needs}`,
    action,
    permission: line.needs,
    byGuard: false,
    line: () => line,
  })),
];

for (const { title, action, permission, byGuard, line } of deeds) {
  const send = (from: Column, here: MatrixGround, change: Change = {}) => {
    const { at, names, typed } = line();
    const { named = here, actingIn = here.id, to = here } = change;
    const fields = { ...names?.(named), ...typed?.(here) };
    const path = `/o/${to.slug}${at(to)}`;
    return callMatrixAction({ action, path, fields, actingIn, question: from.question });
  };

  test(`${title} is done by those who have ${permission}; from everybody else it changes no row`, async () => {
    const { cast, newGround } = await scene();
    for (const from of cast) {
      const here = await newGround();
      const before = await rowsOf(here);
      const answer = await send(from, here);
      expect(answer.status, `${title} by ${from.name}`).toBeLessThan(500);
      expect(wentThrough(answer), `${title} by ${from.name}: ${answer.text}`).toBe(from.may(permission));
      if (from.may(permission)) continue;
      expect(await rowsOf(here), `${title} by ${from.name}`).toEqual(before);
      // The guard itself has refused it, before anything else could.
      if (byGuard) expect(await refusedIn(here), from.name).toEqual(from.role ? [permission] : []);
    }
  });

  test(`${title} reaches no other organization: not by its address, its id, nor what belongs to it`, async () => {
    const { cast, newGround } = await scene();
    const owner = column(cast, 'owner');
    const here = await newGround();
    const [stranger, target] = await newPair();
    const there = await ground(stranger, target, []);
    const before = [await rowsOf(here), await rowsOf(there)];
    const tries: readonly [string, Change][] = [
      ['its id in the form', { actingIn: there.id }],
      ['its address with the own form', { to: there }],
      ['its address and its id', { to: there, actingIn: there.id, named: there }],
      ['its address and no id', { to: there, actingIn: '', named: there }],
      ...(line().names ? ([['what belongs to it', { named: there }]] as [string, Change][]) : []),
    ];
    for (const [what, change] of tries) {
      const answer = await send(owner, here, change);
      expect(answer.status, what).toBeLessThan(500);
      expect(wentThrough(answer), `${what}: ${answer.text}`).toBe(false);
      expect([await rowsOf(here), await rowsOf(there)], what).toEqual(before);
    }
  });
}

type Change = {
  /** Whose ids are in the fields. */
  readonly named?: MatrixGround;
  readonly actingIn?: string;
  /** Whose page it is sent from. */
  readonly to?: MatrixGround;
};

test('pages of one’s own organization show nothing that belongs to another, whatever id is asked for', async () => {
  const { cast, newGround } = await scene();
  const owner = column(cast, 'owner');
  const here = await newGround();
  const [stranger, target] = await newPair();
  const there = await ground(stranger, target, []);
  for (const door of doorsOf('page')) {
    const { at } = lineOf(pageLines, door);
    if (at(here) === at(there)) continue;
    expect((await ask(`/o/${here.slug}${at(there)}`, owner.question)).status, door.name).toBe(404);
  }
});
