import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, defused } from './csv';

/** Reads RFC 4180: cells in quotes, a comma or a line break after each, and nothing else. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  let read = 0;
  for (const [whole, cell = '', end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/gy)) {
    read += whole.length;
    row.push(cell.replaceAll('""', '"'));
    if (end !== ',') rows.push(row.splice(0));
  }
  if (read !== text.length || row.length > 0) throw new Error(`this is no table from ${read} on`);
  return rows;
}

const nasty = fc.string({
  unit: fc.constantFrom('"', ',', '\r', '\n', '\t', ' ', '=', '+', '-', '@', '＝', "'", 'a', 'é', '😀'),
});
const cell = fc.oneof(nasty, fc.string({ unit: 'binary' }));

test('what is written is read again, cell by cell, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (rows) => {
      expect(parseCsv(rows.map(csvLine).join(''))).toEqual(rows.map((row) => row.map(defused)));
    }),
  );
});

test('defusing changes nothing but an apostrophe in front', () => {
  fc.assert(
    fc.property(cell, (text) => {
      expect([text, `'${text}`]).toContain(defused(text));
      expect(defused(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
    }),
  );
});

describe('a spreadsheet runs nothing', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://evil.example","click")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '\tx',
    '\rx',
  ])('%j is text', (text) => {
    expect(defused(text)).toBe(`'${text}`);
  });

  test.each([
    '',
    'Chrome on Mac',
    '203.0.113.7',
    '::1',
    'a=b',
    'session_created',
    '2026-11-21T15:48:51.000Z',
    "'=1",
  ])('%j stays as it is', (text) => {
    expect(defused(text)).toBe(text);
  });
});

test('quotes are doubled and lines end with CR LF', () => {
  expect(csvLine(['a', 'b "c"', 'd,e', 'f\r\ng', ''])).toBe('"a","b ""c""","d,e","f\r\ng",""\r\n');
});
