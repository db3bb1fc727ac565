/** Tables for spreadsheets: RFC 4180, every cell in quotes, and nothing that a spreadsheet would run (ASVS 1.2.10). Pure. */

/** Goes before the first line. Without it, Excel reads UTF-8 in its country's code page, and names come out garbled. */
export const byteOrderMark = '\ufeff';

/** Even after spaces, and as the full-width characters that spreadsheets treat alike. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A leading apostrophe makes it text. Without it, `=HYPERLINK(…)` in a name runs when somebody opens the file. */
export const defused = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** Includes the line break at its end. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${defused(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
