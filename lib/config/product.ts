/** The one place for the product's name and what goes with it. `npm run rename` rewrites it, and what follows from it. */

export const product = {
  /** As people read it. */
  name: 'Latchkey',
  /** As machines read it: the package, databases, files, the log. Small letters, digits and hyphens. */
  slug: 'latchkey',
  tagline: 'Sessions done right, from the first commit',
  description:
    'A Next.js starter for products with accounts. Nobody is signed out without knowing why, nothing they typed is lost, and what they end stays ended.',
  /** Follows the name at the foot of every page. */
  legal: 'Open source, MIT license.',
} as const;
