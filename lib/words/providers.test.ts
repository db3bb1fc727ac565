import { expect, test } from 'vitest';
import { providerSentence, wordForLink } from './providers';

test.each(['denied', 'over', 'unreachable'] as const)(
  '%s speaks of connecting where it was to connect',
  (word) => {
    const said = providerSentence(wordForLink(word), 'github');
    expect(said).toContain('GitHub');
    expect(said).not.toMatch(/sign|password/);
  },
);

test('other words are the same for both', () => {
  for (const word of ['linked', 'linked_elsewhere', 'unavailable'] as const)
    expect(wordForLink(word)).toBe(word);
});
