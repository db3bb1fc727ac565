import { describe, expect, test } from 'vitest';
import { organizationScopes, scopeNames } from '../config/scopes';
import { days } from '../time';
import { keyLengths, mayHaveScopes, usualKeyLength } from './rules';

describe('lengths', () => {
  test.each([
    [365, [7, 30, 60, 90, 180, 365]],
    [364, [7, 30, 60, 90, 180]],
    [90, [7, 30, 60, 90]],
    [89, [7, 30, 60]],
    [7, [7]],
    [3, [3]],
  ])('where %i days are the longest', (longest, offered) => {
    expect(keyLengths({ apiKeyLongestLifetime: days(longest) })).toEqual(offered);
  });

  test.each([
    [90, 365, 90],
    [100, 365, 90],
    [90, 60, 60],
    [5, 365, 7],
  ])('of which %i days are usual, within %i', (usual, longest, chosen) => {
    const policy = { apiKeyLifetime: days(usual), apiKeyLongestLifetime: days(longest) };
    expect(usualKeyLength(policy)).toBe(chosen);
  });
});

describe('scopes', () => {
  test('of a person are all there are, and at least one', () => {
    expect(mayHaveScopes('person', scopeNames)).toBe(true);
    expect(mayHaveScopes('person', [])).toBe(false);
    for (const wrong of ['', 'constructor', 'ME:READ', '*'])
      expect(mayHaveScopes('person', ['me:read', wrong])).toBe(false);
  });

  test('of an organization are those that are about no person', () => {
    expect(mayHaveScopes('service', organizationScopes)).toBe(true);
    for (const scope of scopeNames.filter((name) => !organizationScopes.includes(name)))
      expect(mayHaveScopes('service', [scope])).toBe(false);
  });
});
