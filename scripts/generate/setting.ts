/** `npm run generate -- setting reminder-lead --value 3d`: a number that an operator can set, with variable, document and test. */

import { product } from '../../lib/config/product';
import { settings } from '../../lib/config/settings/all';
import { parseDuration } from '../../lib/time';
import { variablesOf } from '../docs-variables';
import type { Asked, SettingRoom } from './arguments';
import { type CheckoutState, type Generation, propertyLine } from './generation';
import { namesOf } from './names';
import { filesFrom, readTemplates } from './template';

const tables: Readonly<Record<SettingRoom, string>> = {
  session: 'sessionSettings',
  'sign-in': 'signInSettings',
  factors: 'factorsSettings',
  account: 'accountSettings',
  retention: 'retentionSettings',
};

/** A sentence where the variable is another one's. */
export function generateSetting(
  asked: Extract<Asked, { kind: 'setting' }>,
  { parts }: CheckoutState,
): Generation | string {
  const names = namesOf(asked.name, asked.name);
  const { thing, THING_SNAKE: variable } = names;
  if (!asked.name.includes('-'))
    return `Say what "${asked.name}" is of, in two words or more: a variable ${variable} could be anybody's.`;
  if (isTaken(variable)) return `The variable ${variable} is taken. Choose another name.`;
  const value = asked.unit === 'count' ? Number(asked.fallback) : (parseDuration(asked.fallback) ?? 0);
  const literal = literalOfNumber(value);
  const path = `lib/config/settings/${asked.group}.ts`;
  const words = {
    ...names,
    default: literal,
    ...anotherValue(asked.unit, asked.fallback),
  };
  return {
    files: filesFrom(readTemplates('setting'), words, parts),
    additions: {
      [path]: [
        { kind: 'importName', name: asked.unit, from: './setting' },
        propertyLine(
          tables[asked.group],
          thing,
          `${asked.unit}('${variable}', '${asked.fallback}', '${names['Thing words']}', 'A number of this product')`,
        ),
      ],
      'tests/support/expected-policy.ts': [propertyLine('expectedPolicy', thing, literal)],
    },
    left: [
      `its label and its reason in ${path}, then npm run docs:generate`,
      `where it is needed: ctx.policy.${thing}, ${asked.unit === 'count' ? 'a number' : 'in seconds'}`,
    ],
  };
}

/** Not the default, so that the test can tell them apart. */
function anotherValue(unit: 'duration' | 'count', fallback: string) {
  const number = ['7', '7s', '45s'].includes(fallback) ? '8' : unit === 'count' ? '7' : '45';
  return { other: unit === 'count' ? number : `${number}s`, 'other value': number };
}

const isTaken = (variable: string): boolean =>
  /^(NODE|NPM|NEXT|PG)_/.test(variable) ||
  Object.values(settings).some(({ env }) => env === variable) ||
  variablesOf(product).some(({ names }) => names.includes(variable));

/** In groups of three, as the code writes what is longer than four digits. */
const literalOfNumber = (value: number): string =>
  value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, '_');
