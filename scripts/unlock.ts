/** `npm run account:unlock -- name@example.com`: opens an account whose password went off after too many wrong tries. */

import { connect } from '../db/client';
import { env } from '../lib/config/env';
import { unlockAccount } from '../lib/flows/unlock-account';
import { openDatabase } from './database';
import { loadEnv } from './env-file';

const answers = {
  not_found: 'There is no account with this address.',
  not_locked: 'This account is not locked: there are no failed sign-ins to forget.',
} as const;

async function main(email: string | undefined): Promise<number> {
  if (!email) {
    console.error('Whose account? Write: npm run account:unlock -- name@example.com');
    return 2;
  }
  const production = process.env.NODE_ENV === 'production';
  loadEnv({ production });
  const { url, stop } = await openDatabase({ production });
  const db = connect(url, { max: 1 });
  try {
    const result = await unlockAccount({ db, policy: env().policy }, { email });
    console.log(result.ok ? 'Unlocked: the password works again.' : answers[result.reason]);
    return result.ok ? 0 : 1;
  } finally {
    await db.$client.end();
    await stop();
  }
}

process.exitCode = await main(process.argv[2]);
