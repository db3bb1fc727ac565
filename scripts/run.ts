/** Runs a script to its exit code. What its operator can mend is told in words, everything else with its stack. */

import { SetupFault } from '../db/setup-fault';
import { ConfigError } from '../lib/config/policy';

export async function run(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupFault || error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
