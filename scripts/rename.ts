/** `npm run rename -- "Harbour"`: gives this checkout another name, and if asked another colour and mark. Safe to run again. */

import { root } from './child';
import { git, treeFault } from './git-tree';
import { type ProductIdentity, readRenaming, renameUsage } from './rename-rules';
import { identityOf, leftoversOf, renameTree } from './rename-tree';
import { run } from './run';

async function main(): Promise<number> {
  const from = identityOf(root);
  const renaming = readRenaming(process.argv.slice(2), from);
  if (typeof renaming === 'string') return refuse(`${renaming}\n\n${renameUsage}`);
  const { to, forced } = renaming;
  const fault = forced ? undefined : treeFault('the new name');
  if (fault) return refuse(fault);
  const changed = renameTree(root, to);
  if (changed.length === 0) {
    console.log(`This is ${to.name} already.`);
    return 0;
  }
  console.log(`${from.name} is now ${to.name}, ${to.slug} for machines. Changed:`);
  for (const path of changed) console.log(`  ${path}`);
  console.log(
    `\nLeft for you:\n${leftToDo(from, to)
      .map((line) => `  ${line}`)
      .join('\n')}`,
  );
  return 0;
}

function refuse(reason: string): number {
  console.error(reason);
  return 1;
}

const mostShown = 20;

function leftToDo(from: ProductIdentity, to: ProductIdentity): string[] {
  return [
    '- tagline, description and legal in lib/config/product.ts; description in package.json',
    '- the landing page, app/(marketing)/page.tsx, and what README.md says below its title',
    '- the pictures of the README: npm run docs:pictures',
    ...(from.slug === to.slug
      ? []
      : [
          `- the embedded database begins empty under the new name; what ${from.name} wrote stays in .data/postgres`,
        ]),
    ...oldNameLines(from, to),
    '- npm test, then commit',
  ];
}

/** Where only letters were added, the old name stands in the new one, and nothing can be told apart. */
function oldNameLines(from: ProductIdentity, to: ProductIdentity): string[] {
  if (to.name.toLowerCase().includes(from.name.toLowerCase())) return [];
  const paths = git('ls-files', '-z')?.split('\0').filter(Boolean) ?? [];
  const lines = leftoversOf(root, paths, from);
  if (lines.length === 0) return [];
  const shown = lines
    .slice(0, mostShown)
    .map(({ path, line, text }) => `    ${path}:${line} ${text.slice(0, 80)}`);
  const more = lines.length > mostShown ? [`    and ${lines.length - mostShown} more`] : [];
  return [`- these lines still say "${from.name}", by name or as a word:`, ...shown, ...more];
}

await run(main);
