/** The one place for the product's name and what goes with it. `npm run rename` rewrites it, and what follows from it. */

export const product = {
  /** As people read it. */
  name: 'Latchkey',
  /** As machines read it: the package, databases, files, the log. Small letters, digits and hyphens. */
  slug: 'latchkey',
  /** What its keys and tokens begin with: small letters and digits, and as long as there are keys, the same. */
  tokenPrefix: 'lk',
  tagline: 'Sessions done right, from the first commit',
  description:
    'A Next.js starter for products with accounts. Nobody is signed out without knowing why, nothing they typed is lost, and what they end stays ended.',
  /** Follows the name at the foot of every page. */
  legal: 'Open source, MIT license.',
  /** The accent: buttons, links, the icon, mails. lib/config/palette.ts makes its shades, for light and dark. */
  colour: '#2f57cf',
  /** White lines on the accent, as the `d` of a path on a grid of 24 by 24. */
  mark: 'M11.5 12C11.5 13.795 10.045 15.25 8.25 15.25C6.455 15.25 5 13.795 5 12C5 10.205 6.455 8.75 8.25 8.75C10.045 8.75 11.5 10.205 11.5 12H18.75V15M15.25 12V14.25',
} as const;
