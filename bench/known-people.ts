/** Makes as many confirmed accounts as asked for, each with a real password hash. Runs inside (see inside.ts). */

import { connect } from '../db/client';
import { users } from '../db/schema/users';
import { hashPassword } from '../lib/account/password-hash';
import { env } from '../lib/config/env';
import { answer } from './inside';

const db = connect(env().databaseUrl, { max: 2 });
try {
  const passwordHash = await hashPassword('nobody types this one');
  const emails = Array.from({ length: Number(process.argv[2]) }, (_, n) => `known-${n}@example.com`);
  const emailVerifiedAt = new Date();
  await db
    .insert(users)
    .values(emails.map((email) => ({ email, name: 'Bench Person', passwordHash, emailVerifiedAt })));
  answer(emails);
} finally {
  await db.$client.end();
}
