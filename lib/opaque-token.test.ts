import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { product } from './config/product';
import { newToken, tokenKindOf, tokenKinds, tokenPattern } from './opaque-token';

describe('tokens that programs keep', () => {
  test.each(tokenKinds)('%s: named, recognised, and never the same twice', (kind) => {
    const made = Array.from({ length: 200 }, () => newToken(kind));
    expect(new Set(made).size).toBe(200);
    for (const token of made) {
      expect(token).toMatch(new RegExp(`^${tokenPattern([kind])}$`));
      expect(token.startsWith(`${product.tokenPrefix}_${kind}_`)).toBe(true);
      expect(tokenKindOf(token)).toBe(kind);
    }
  });

  test('one letter wrong anywhere is seen without asking anybody', () => {
    const token = newToken('pat');
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(tokenKindOf(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
  });

  test('one kind is never read as another', () => {
    expect(tokenKindOf(newToken('pat').replace('_pat_', '_svc_'))).toBeUndefined();
  });

  test('anything else is none, and nothing throws', () => {
    fc.assert(fc.property(fc.anything(), (text) => tokenKindOf(text) === undefined));
    const token = newToken('ref');
    for (const text of [`${token} `, ` ${token}`, `${token}\n`, token.slice(1), token + token, '', 'Ünï'])
      expect(tokenKindOf(text)).toBeUndefined();
  });
});
