/** `npm run generate -- feature invoice`: what every feature needs, and every place that has to know of it. */

import {
  type CheckoutState,
  elementLine,
  type Generation,
  importLine,
  literalOf,
  propertyLine,
  spreadLine,
} from './generation';
import type { ThingNames } from './names';
import type { Addition } from './register';
import { clashesIn, filesFrom, readTemplates } from './template';

const deeds = ['created', 'updated', 'closed', 'deleted'] as const;
const deedWords = { created: 'created', updated: 'changed', closed: 'closed', deleted: 'deleted' } as const;

/** A sentence where the name cannot be taken. */
export function generateFeature(names: ThingNames, checkout: CheckoutState): Generation | string {
  const templates = readTemplates('feature');
  const fault = takenBy(names, checkout) ?? hiddenBy(clashesIn(templates, names));
  if (fault) return fault;
  return {
    files: filesFrom(templates, names, checkout.parts),
    additions: { ...linesOfFeature(names), ...draftForms(names, checkout) },
    migration: `add_${names.things_snake}`,
    left: [
      `what ${names['a thing']} is made of: the columns in db/schema/${names['things-kebab']}.ts, then the field in`,
      `  app/(signed-in)/${names['things-kebab']}; npm run db:generate writes the next migration`,
      `the rule in lib/${names['thing-kebab']}/verdict.ts, and its numbers in lib/config/settings/${names['thing-kebab']}.ts`,
      'what the pages say',
    ],
  };
}

function takenBy(names: ThingNames, { has }: CheckoutState): string | undefined {
  const [one, many] = [names['thing-kebab'], names['things-kebab']];
  const taken = [
    ...[`lib/${one}`, `lib/${one}.ts`, `lib/flows/${one}`, `lib/config/settings/${one}.ts`, `e2e/${one}`],
    ...['', '(marketing)/', '(signed-out)/', '(signed-in)/', 'api/'].map((group) => `app/${group}${many}`),
    `db/schema/${many}.ts`,
  ].find(has);
  return taken && `"${one}" is taken: ${taken} is there. Choose another name.`;
}

const hiddenBy = (clashes: readonly string[]): string | undefined =>
  clashes.length > 0
    ? `"${clashes.join('" and "')}" already means something in the code that every feature has. Choose a name of two words.`
    : undefined;

/** Every place of the tree that lists features. */
export const linesOfFeature = (names: ThingNames): Readonly<Record<string, readonly Addition[]>> => ({
  ...inTheProduct(names),
  ...inTests(names),
});

function inTheProduct(names: ThingNames): Readonly<Record<string, readonly Addition[]>> {
  const { thing, things, Things, thing_snake } = names;
  const events = deeds.map((deed) => [`${thing_snake}_${deed}`, deedWords[deed]] as const);
  const [one, many] = [names['thing-kebab'], names['things-kebab']];
  return {
    'app/(signed-in)/layout.tsx': [
      elementLine('nav', `{ href: '/${many}', label: ${literalOf(names['Things words'])} }`),
    ],
    'lib/audit/events.ts': events.map(([event]) => elementLine('auditEventNames', `'${event}'`)),
    'lib/audit/shown.ts': events.map(([event]) => propertyLine('shelves', event, "'other'")),
    'lib/words/activity.ts': events.map(([event, deed]) =>
      propertyLine('sentences', event, `says('${names['Thing words']} ${deed}')`),
    ),
    'lib/words/reasons.ts': [
      propertyLine('purposes', `delete_${thing_snake}`, `'delete this ${names['thing words']}'`),
    ],
    'lib/config/settings/all.ts': [
      importLine(`{ ${thing}Settings }`, `./${one}`),
      propertyLine('settingGroups', names['Things words'], `${thing}Settings`, true),
      spreadLine('settings', `${thing}Settings`),
    ],
    'lib/flows/account/export-data.ts': [
      importLine(`{ export${Things} }`, `../../${one}/export`),
      {
        kind: 'property',
        returnedBy: 'everythingOf',
        name: things,
        text: `await export${Things}(tx, userId)`,
      },
    ],
    'app/(signed-in)/settings/profile/export-data.tsx': [
      { kind: 'element', of: 'everything', text: `'${names['things words']}'`, beforeLast: true },
    ],
    'lib/flows/scheduled/keep-retention.ts': [
      importLine(`{ removeClosed${Things} }`, `../../${one}/retention`),
      propertyLine(
        'tidies',
        things,
        `(tx, policy, batch) => removeClosed${Things}(tx, policy.${thing}Retention, batch)`,
      ),
    ],
    'scripts/docs-places.ts': [
      propertyLine('sentences', `lib/${one}`, `'${names['things words']}: rows, rule, export, retention'`),
      propertyLine('sentences', `lib/flows/${one}`, `'deeds about ${names['things words']}'`),
      propertyLine('sentences', `e2e/${one}`, `'journeys: ${names['things words']}'`),
    ],
  };
}

function inTests(names: ThingNames): Readonly<Record<string, readonly Addition[]>> {
  const { thing, Thing, things, things_snake } = names;
  const [one, many] = [names['thing-kebab'], names['things-kebab']];
  return {
    'tests/support/places.ts': [
      elementLine('domains', `'${one}'`),
      elementLine('rooms', `'${one}'`),
      elementLine('pureFiles', `'${one}/verdict'`),
    ],
    'tests/owners.test.ts': [propertyLine('owners', things_snake, `'${one}'`)],
    'tests/support/exported-tables.ts': [propertyLine('held', things_snake, `'${things}'`)],
    'tests/support/full-person.ts': [
      importLine(`{ create${Thing} }`, `../../lib/flows/${one}/change-${many}`),
      elementLine('marked', `'${thing}'`),
      {
        kind: 'beforeReturn',
        of: 'personWithEverything',
        text: `await create${Thing}(ctx, { name: marks.${thing}, description: '' });`,
      },
    ],
    'tests/support/expected-policy.ts': [
      propertyLine('expectedPolicy', `${thing}GracePeriod`, '3600'),
      propertyLine('expectedPolicy', `${thing}Retention`, '31_536_000'),
    ],
    'lib/flows/scheduled/keep-retention.test.ts': [propertyLine('nothing', things, '0')],
    'e2e/server/pages.spec.ts': [`/${many}`, `/${many}/new`].map(
      (path): Addition => ({ kind: 'element', holding: "'/dashboard'", text: `'${path}'` }),
    ),
  };
}

/** Page and flow have to mean the same form, so its name stands in one place. */
const draftForms = (
  names: ThingNames,
  { parts }: CheckoutState,
): Readonly<Record<string, readonly Addition[]>> =>
  parts.includes('drafts')
    ? {
        'lib/draft/forms.ts': [
          {
            kind: 'statement',
            text: [
              '',
              `export const new${names.Thing}Form = '${names['thing-kebab']}:new';`,
              `export const ${names.thing}Form = (${names.thing}Id: string) => \`${names['thing-kebab']}:\${${names.thing}Id}\`;`,
            ].join('\n'),
          },
        ],
      }
    : {};
