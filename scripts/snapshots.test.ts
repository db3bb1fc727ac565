import { expect, test } from 'vitest';
import { carriedOver } from './snapshots';

const column = (name: string, type = 'text') => ({ [name]: { name, type } });
const users = { columns: column('email') };
const projects = { columns: { ...column('name'), ...column('size') } };

const withTables = (tables: object) => ({ tables });
const before = withTables({ users, projects });

test('what only the product changed stays, and what only the starter changed comes along', () => {
  const invoices = { columns: column('total') };
  const ours = withTables({
    users: { columns: { ...users.columns, ...column('plan') } },
    projects,
    invoices,
  });
  const passkeys = { columns: column('key') };
  const theirs = withTables({
    users: { columns: { ...users.columns, ...column('locale') } },
    projects,
    passkeys,
  });
  expect(carriedOver(before, ours, theirs)).toEqual({
    tables: {
      users: { columns: { ...users.columns, ...column('plan'), ...column('locale') } },
      projects,
      invoices,
      passkeys,
    },
  });
});

test('what the product dropped stays away, also where the starter has changed it since', () => {
  const theirs = withTables({ users, projects: { columns: { ...projects.columns, ...column('owner') } } });
  expect(carriedOver(before, withTables({ users }), theirs)).toEqual({ tables: { users } });
});

test('what the starter dropped goes, and keeps nothing of it', () => {
  const ours = withTables({ users: { columns: { ...users.columns, ...column('plan') } }, projects });
  expect(carriedOver(before, ours, withTables({ users }))).toEqual({
    tables: { users: { columns: { ...users.columns, ...column('plan') } } },
  });
});

test('of two changes to one column the later migration decides, which is the one of the starter', () => {
  const changed = (type: string) => withTables({ users: { columns: column('email', type) }, projects });
  expect(carriedOver(before, changed('varchar'), changed('citext'))).toEqual(changed('citext'));
});
