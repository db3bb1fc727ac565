/** Writes the tables: to the terminal with aligned columns, to docs/performance.md as Markdown. Pure. */

import type { Results } from './results';
import type { Table } from './table';

export function asText({ title, note, head, rows }: Table): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('`', '')));
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const text = lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\n${title}\n${note}\n\n${text.join('\n')}`;
}

function asMarkdown({ title, note, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = [line(head), line(head.map(() => '---')), ...rows.map(line)];
  return `## ${title}\n\n${note}\n\n${body.join('\n')}\n`;
}

export function performanceDocument({ machine, quick }: Results, tables: readonly Table[]): string {
  return `# Performance

Written by \`npm run bench\`; do not edit by hand. What a session costs, as ratios against the same work without one.
Absolute numbers belong to the machine they were taken on; ratios travel better.

${quick ? 'A quick run: fewer and shorter rounds.\n\n' : ''}Taken on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, Next ${machine.next}, PostgreSQL ${machine.postgres}. Server,
database and load generator share these cores, and the database is on loopback: nothing hides the cost of a
statement here. With a database a network away, the round trip decides, and there is one.

${tables.map(asMarkdown).join('\n')}
## What is compared

The product's production build against its *twin*: a generated copy of the same tree (\`bench/twin\` holds what differs)
with the same components, headers, content security policy and data queries, whose proxy only sets a nonce, whose pages
ask the database one \`select 1\` instead of for a session, and whose JSON route has no guard. Both run as \`next start\`
with the same flags on the same database, and both are sent the same cookies, one person's for each connection.

- **Page**: \`/test-notes/new\`, a small form behind a session that only this build has, with one query of its own on both sides: its draft.
  \`/test-notes\` has one query of its own as well and renders more.
- **JSON route**: \`GET /api/session\`; bodies and headers have the same size on both sides.
- **Without a session**: a protected page answers with a redirect and the route with a 401. They render nothing and ask
  the database nothing, so these two lines say what a stranger costs, and not what a session does.
- **Streams** are measured on the product alone: the twin has no sessions that could end. Their memory is the growth of
  the whole process between two moments at rest, and so a little of everything; their clients run beside the server.

## Repeating it

\`\`\`
npm run bench              # everything, under 8 minutes; rewrites this file
npm run bench -- --quick   # one or two minutes, fewer rounds; prints only
npm run bench -- --only check,sizes,statements,streams,load --reuse-builds
\`\`\`

It brings its own Postgres, listens on 127.0.0.1 alone and stops everything it started. Leave the machine alone
meanwhile: on a busy one the ratios hold roughly and the absolute numbers do not.
`;
}
