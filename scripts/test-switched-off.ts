/** `npm run test:switched-off`: on a copy of this checkout, everything is off that lib/config/features.ts can switch off. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownCopy } from '../tests/support/own-copy';
import { type Command, startChild } from './child';
import { copyLibraries } from './copy-libraries';
import { testEnvironment } from './test-env';

const specs = [
  ...['e2e/server/switches.spec.ts', 'e2e/organization/switch.spec.ts', 'e2e/account/invitation.spec.ts'],
  ...['e2e/sign-in/sign-out.spec.ts', 'e2e/session/step-up.spec.ts'],
  'e2e/token/api-switch.spec.ts',
];

const commands: readonly Command[] = [
  [process.execPath, join('node_modules', '.bin', 'tsc'), '--noEmit'],
  [
    process.execPath,
    '--import',
    'tsx',
    'scripts/test-e2e.ts',
    ...specs,
    '--project',
    'journeys',
    '--no-deps',
  ],
];

async function main(): Promise<number> {
  const { folder } = ownCopy('switched-off');
  try {
    await copyLibraries(folder);
    const path = join(folder, 'lib/config/features.ts');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('on: true', 'on: false'));
    for (const command of commands) {
      const code = await startChild(command, { cwd: folder, env: testEnvironment() }).exited;
      if (code !== 0) return code;
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
