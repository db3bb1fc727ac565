/** The one place for the product's name and the sentences that go with it. */

export const product = {
  name: 'Latchkey',
  tagline: 'Sessions done right, from the first commit',
  description:
    'A Next.js starter for products with accounts. Nobody is signed out without knowing why, nothing they typed is lost, and what they end stays ended.',
} as const;
