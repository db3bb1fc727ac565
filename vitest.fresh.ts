/** Each test file begins with modules, variables and process-wide slots of its own, in a thread that has loaded the libraries before. */

import { vi } from 'vitest';

const kept = Symbol.for('tests.environment');
type Slot = { [kept]?: NodeJS.ProcessEnv };

vi.resetModules();
(globalThis as Slot)[kept] ??= { ...process.env };
const given = (globalThis as Slot)[kept] ?? {};
for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
Object.assign(process.env, given);
for (const slot of Object.getOwnPropertySymbols(globalThis))
  if (slot.description?.startsWith('app.')) Reflect.deleteProperty(globalThis, slot);
