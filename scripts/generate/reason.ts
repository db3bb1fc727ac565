/** `npm run generate -- reason seat-removed`: a reason for which a session can end, with its words. */

import type { Asked } from './arguments';
import { elementLine, type Generation, literalOf, propertyLine } from './generation';
import { namesOf } from './names';

export function generateReason({ name }: Extract<Asked, { kind: 'mail' | 'reason' }>): Generation {
  const names = namesOf(name, name);
  const reason = names.thing_snake;
  const brief = names['thing words'];
  const sentence = (at: string) => `This device was signed out${at}: ${brief}. Sign in to carry on.`;
  return {
    files: [],
    additions: {
      'lib/session/reasons.ts': [elementLine('endReasons', `'${reason}'`)],
      'lib/words/reasons.ts': [
        propertyLine(
          'endReasonWords',
          reason,
          `{ note: ({ at }) => \`${sentence('$' + '{at}')}\`, brief: () => '${brief}' }`,
        ),
      ],
      'lib/words/reasons.test.ts': [
        elementLine('sentences', `['${reason}', ${literalOf(sentence(' at 3:17 PM'))}]`),
        elementLine('briefs', `'${brief}'`),
      ],
    },
    left: [
      'its words in lib/words/reasons.ts, for the page after signing in again and for lists, and in their test',
      `in the flow that ends the session: await endSession(tx, { id, userId }, '${reason}'), and record(ctx, tx, ...sessionEnds([row]))`,
      'if a whole account loses its sessions for it, a line in lib/flows/steps/consequence-table.ts instead',
      'if people do it themselves, one in the list of voluntary ends in lib/session/reasons.ts',
    ],
  };
}
