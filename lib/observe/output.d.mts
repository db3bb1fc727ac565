export type Printed = {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** What was given to the console, or a format and the text that was written. */
  readonly parts: readonly unknown[];
};
export type Teller = (printed: Printed) => void;

export function escapeUnprintable(line: string): string;
export function takeOutput(app: string): void;
/** Lets somebody else write what is printed from now on; nothing happens where the output was not taken. */
export function tellPrinted(teller: Teller): void;
