/** What no answer and no line of the log may be, whatever was sent. */

import { product } from '../../../lib/config/product';
import type { RawAnswer } from './wire';

export function faultsOf(answer: RawAnswer, at: string): string[] {
  const faults = answer.status >= 500 ? [`it was answered with ${answer.status}`] : [];
  const places = [...answer.head.matchAll(/^(?:location|x-action-redirect|refresh): (?:\d+;url=)?(.*)$/gim)];
  return [
    ...faults,
    ...places.flatMap(([, place = '']) => (isOurs(place, at) ? [] : [`it leads away, to ${place}`])),
  ];
}

/** As a browser reads an address, backslashes included. */
function isOurs(place: string, at: string): boolean {
  try {
    return new URL(place.split(';')[0] ?? '', at).origin === new URL(at).origin;
  } catch {
    return false;
  }
}

/** A stranger's mistake is worth a line, never one that wakes somebody. */
export function faultsInLog(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const fields = problemFields(line);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
    if (!fields || /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(line))
      return [`the log has the line ${line}`];
    return fields.level === 'error' || fields.level === 'fatal' ? [`the log has the fault ${line}`] : [];
  });
}

/** One JSON object of ours, or nothing. */
export function problemFields(line: string): Record<string, unknown> | undefined {
  try {
    const fields = JSON.parse(line);
    return fields?.app === product.slug && typeof fields.level === 'string' ? fields : undefined;
  } catch {
    return undefined;
  }
}
