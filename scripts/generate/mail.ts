/** `npm run generate -- mail invoice-sent`: a mail with its words, in every table that lists mails. */

import { Node, Project } from 'ts-morph';
import type { Asked } from './arguments';
import { type CheckoutState, type Generation, importLine, propertyLine, spreadLine } from './generation';
import { namesOf } from './names';
import type { Addition } from './register';
import { filesFrom, readTemplates } from './template';

const ownWords = 'lib/words/mails-own.ts';

export function generateMail(
  { name }: Extract<Asked, { kind: 'mail' | 'reason' }>,
  checkout: CheckoutState,
): Generation {
  const names = namesOf(name, name);
  const kind = names.thing_snake;
  const files = filesFrom(readTemplates('mail'), names, checkout.parts);
  const isFirst = !checkout.has(ownWords);
  const wordsOfIt = files.find(({ path }) => path === ownWords)?.text ?? '';
  return {
    files: isFirst ? files : [],
    additions: {
      'lib/mail/kinds.ts': [{ kind: 'member', of: 'MailFacts', name: kind, text: 'Record<never, never>' }],
      'tests/support/expected-mails.ts': [
        propertyLine('mailFacts', kind, '{}'),
        propertyLine('expectedLinks', kind, "['https://app.test/dashboard']"),
      ],
      ...(isFirst ? firstOfItsKind : { [ownWords]: another(kind, wordsOfIt) }),
    },
    left: [
      `its words in ${ownWords}, and the links that its test expects in tests/support/expected-mails.ts`,
      `what it has to be told, such as { readonly invoiceId: string }: MailFacts in lib/mail/kinds.ts`,
      `in the flow that sends it: await queueMail(tx, { kind: '${kind}', recipient, userId, facts: {} })`,
    ],
  };
}

const firstOfItsKind: Readonly<Record<string, readonly Addition[]>> = {
  'lib/words/mails.ts': [importLine('{ ownMails }', './mails-own'), spreadLine('mailWords', 'ownMails')],
};

/** Its entry as the template has it. */
function another(kind: string, words: string): Addition[] {
  const source = new Project({ useInMemoryFileSystem: true }).createSourceFile('a.ts', words);
  const table = source.getVariableDeclarationOrThrow('ownMails').getInitializer();
  const entry = Node.isObjectLiteralExpression(table) ? table.getProperty(kind) : undefined;
  if (!Node.isPropertyAssignment(entry)) throw new Error(`the template of a mail has no entry ${kind}`);
  return [
    { kind: 'union', of: 'Kinds', text: `'${kind}'` },
    propertyLine('ownMails', kind, entry.getInitializerOrThrow().getText()),
  ];
}
