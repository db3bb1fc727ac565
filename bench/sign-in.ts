/** Answers with the cookie of a new session and the caller it opens. Runs inside (see inside.ts). */

import { connect } from '../db/client';
import { env } from '../lib/config/env';
import { answer } from './inside';
import { signInSomebody } from './person';

const db = connect(env().databaseUrl, { max: 1 });
try {
  answer(await signInSomebody(db));
} finally {
  await db.$client.end();
}
