/** What keys look like, for those who look for leaked ones: written from the code that makes them. */

import { product } from '../lib/config/product';
import { tokenKinds, tokenPattern } from '../lib/opaque-token';

const keyKinds = ['pat', 'svc'] as const;

/** Of docs/api-keys.md: what a scanner looks for. */
export const keyFormat = (): string =>
  [
    `- a person's own: \`${product.tokenPrefix}_pat_\` and 49 characters`,
    `- an organization's: \`${product.tokenPrefix}_svc_\` and 49 characters`,
    '',
    '```regex',
    tokenPattern(keyKinds),
    '```',
  ].join('\n');

/** `.gitleaks.toml`: finds keys and tokens before they are pushed. */
export const gitleaksRule = (): string =>
  [
    '# Written by npm run docs:generate. Copy the rule into repositories of programs that use keys.',
    '[extend]',
    'useDefault = true',
    '',
    '[[rules]]',
    'id = "product-token"',
    'description = "A key or token of this product"',
    `regex = '''${tokenPattern()}'''`,
    `keywords = [${tokenKinds.map((kind) => `"${product.tokenPrefix}_${kind}_"`).join(', ')}]`,
    '',
  ].join('\n');
