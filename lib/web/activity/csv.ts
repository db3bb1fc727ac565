/** Tables for spreadsheets: RFC 4180, every cell in quotes, and nothing in it that a spreadsheet would run (ASVS 1.2.10). Pure. */

/** Stands before the first line: without it Excel reads UTF-8 as the code page of its country, and names come out garbled. */
export const byteOrderMark = '\ufeff';

/** Also behind spaces, and as the full-width characters that spreadsheets take for the same. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** An apostrophe in front makes it text: without it, `=HYPERLINK(…)` in a name acts when somebody opens the file. */
export const defused = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** Ends with its line break. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${defused(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
