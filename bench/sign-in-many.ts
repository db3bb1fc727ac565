/** Answers with the cookies and sessions of as many people as asked for. Runs inside (see inside.ts). */

import { connect } from '../db/client';
import { env } from '../lib/config/env';
import { answer } from './inside';
import { signInSomebody } from './person';
import { programsOf } from './programs';

const db = connect(env().databaseUrl, { max: 2 });
try {
  const people = [];
  for (let left = Number(process.argv[2]); left > 0; left -= 1) {
    const { cookie, caller } = await signInSomebody(db);
    people.push({ cookie, sessionId: caller.session.id, ...(await programsOf(db, caller)) });
  }
  answer(people);
} finally {
  await db.$client.end();
}
