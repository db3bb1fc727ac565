/** Ada's projects, so that no screen of the sample product is empty. */

export const projectSeeds: readonly { name: string; description: string; tasks: readonly string[] }[] = [
  {
    name: 'Launch the beta',
    description: 'Everything between here and the first fifty people.',
    tasks: ['Write the welcome text', 'Invite the waiting list', 'Decide what we measure', 'Say thank you'],
  },
  {
    name: 'Move to the new office',
    description: 'The lease ends in March.',
    tasks: ['Measure the rooms', 'Order desks', 'Change the address everywhere'],
  },
  {
    name: 'Analytical engine notes',
    description: 'Translation and annotations, with a table for the Bernoulli numbers.',
    tasks: ['Translate the memoir', 'Write note G'],
  },
];
