/** What is cited stands in the repository: rows of docs/security.md, decisions, documents, tests. */

import { describe, expect, test } from 'vitest';
import { examplePaths } from '../scripts/generate/example';
import {
  clauseRows,
  deadCitations,
  deadLinks,
  deadPaths,
  faultOfProof,
  isThere,
  readOwnTexts,
} from './support/citations';

const texts = readOwnTexts();
const documents = texts.filter(({ path }) => path.endsWith('.md'));
const rows = clauseRows(texts.find(({ path }) => path === 'docs/security.md')?.text ?? '');
const ids = new Set(rows.map(({ id }) => id));

test('the files were found', () => {
  expect(texts.length).toBeGreaterThan(500);
  expect(documents.length).toBeGreaterThan(20);
  expect(rows.length).toBeGreaterThan(100);
});

describe('docs/security.md', () => {
  test('has each row once', () => {
    expect(rows.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index)).toEqual([]);
  });

  test('proves each row by a test that is there', () => {
    const faults = rows.flatMap(({ id, proofs }) => {
      if (proofs.length === 0) return [`${id} names no test`];
      return proofs.map(faultOfProof).flatMap((fault) => (fault ? [`${id}: ${fault}`] : []));
    });
    expect(faults).toEqual([]);
  });
});

test('every citation has its target', () => {
  expect(texts.flatMap((text) => deadCitations(text, ids))).toEqual([]);
});

test('every link of a document leads somewhere', () => {
  expect(documents.flatMap(deadLinks)).toEqual([]);
});

test('every path that a document names is there', () => {
  const guide = 'docs/your-first-feature.md';
  const dead = documents.flatMap((text) => deadPaths(text, text.path === guide ? examplePaths() : []));
  expect(dead).toEqual([]);
});

describe('the reader', () => {
  const cited = (text: string, path = 'lib/x.ts') =>
    deadCitations({ path, text }, new Set(['B7', 'F-3', 'F12']));

  test.each([
    '/** Random, not a phrase (docs/security.md B7). */',
    '// docs/security.md F-3, F12',
    '/** Why: decision 1. */',
    '// As docs/testing.md says.',
    "const cell = '@SUM(A1)';",
  ])('takes %s', (text) => {
    expect(cited(text)).toEqual([]);
  });

  test.each([
    ['// (docs/security.md B70)', 'docs/security.md has no row B70'],
    ['// docs/security.md B7, Q99', 'docs/security.md has no row Q99'],
    ['// security.md B7', '"security.md B7": say docs/security.md'],
    ['// fact F12', '"fact F12": say docs/security.md'],
    [' * Nobody is told (M2).', 'a clause without its document'],
    ['// Why: decision 999', 'there is no decision 999'],
    ['// policy.md, "Step-up"', 'policy.md is not there'],
    ['// docs/nothing.md', 'docs/nothing.md is not there'],
    ['// capabilities row 42', 'nobody can look that up here'],
    ['// faults-2 row 7', 'nobody can look that up here'],
  ])('refuses %s', (text, fault) => {
    expect(cited(text).join()).toContain(fault);
  });

  test('finds a test that is gone', () => {
    const name = ['nobody', 'wrote', 'this'].join(' ');
    expect(faultOfProof({ file: 'tests/gone.test.ts', name: undefined })).toContain('not there');
    expect(faultOfProof({ file: 'tests/citations.test.ts', name })).toContain('no test or group');
    expect(faultOfProof({ file: 'tests/citations.test.ts', name: 'the reader' })).toBeUndefined();
    expect(faultOfProof({ file: 'README.md', name: undefined })).toContain('no test file');
  });

  test('finds a link and a path that lead nowhere', () => {
    const text =
      '[a](docs/security.md#a-cookies-and-transport) [b](gone.md) [c](README.md#gone) `lib/gone.ts`';
    expect(deadLinks({ path: 'README.md', text })).toEqual([
      'README.md:1 gone.md is not there',
      'README.md:1 README.md has no heading #gone',
    ]);
    expect(deadPaths({ path: 'README.md', text })).toEqual(['README.md:1 lib/gone.ts is not there']);
    expect(isThere('lib/gone.ts')).toBe(false);
  });
});
