/** `npm run generate -- page reports`: a page for signed-in people, its browser test, and its place in the navigation if asked. */

import type { Asked } from './arguments';
import { type CheckoutState, elementLine, type Generation, literalOf, propertyLine } from './generation';
import { namesOf } from './names';
import type { Addition } from './register';
import { filesFrom, readTemplates } from './template';

/** A sentence where the address is taken. */
export function generatePage(
  { name, title, nav }: Extract<Asked, { kind: 'page' }>,
  checkout: CheckoutState,
): Generation | string {
  const taken = ['', '(marketing)/', '(signed-out)/', '(signed-in)/']
    .map((group) => `app/${group}${name}`)
    .find(checkout.has);
  if (taken) return `The address /${name} is taken: ${taken} is there. Choose another name.`;
  const label = literalOf(title);
  const link = `await signedIn.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: ${label} }).click();`;
  const words = {
    ...namesOf(name, name),
    'title literal': label,
    start: nav ? '/dashboard' : `/${name}`,
    way: nav ? link : '',
  };
  return {
    files: filesFrom(readTemplates('page'), words, checkout.parts),
    additions: {
      'e2e/server/pages.spec.ts': [{ kind: 'element', holding: "'/dashboard'", text: `'/${name}'` }],
      ...(nav
        ? { 'app/(signed-in)/layout.tsx': [elementLine('nav', `{ href: '/${name}', label: ${label} }`)] }
        : {}),
      ...sentenceFor(checkout),
    },
    left: [`what app/(signed-in)/${name}/page.tsx shows, and then what its browser test looks for`],
  };
}

/** With the first page of this kind. */
const sentenceFor = ({ has }: CheckoutState): Readonly<Record<string, readonly Addition[]>> =>
  has('e2e/pages')
    ? {}
    : { 'scripts/docs-places.ts': [propertyLine('sentences', 'e2e/pages', "'journeys: single pages'")] };
