/** What a framework prints, as log lines of ours: errors by what of a fault may be logged, everything else as text. */

import { format } from 'node:util';
import { faultFields, log } from './log';
import { type Printed, tellPrinted } from './output.mjs';

/** Says of an error whether it is a stranger's doing, and then which event it makes; undefined for a fault of ours. */
export type Judge = (error: Error) => string | undefined;

const longestText = 2000;

export function logPrinted(strangersEvent: Judge): void {
  tellPrinted((printed) => {
    const error = printed.parts.find((part) => part instanceof Error);
    const text = format(...printed.parts.map(withoutInside)).trim();
    if (text === '') return;
    const msg = text.slice(0, longestText);
    const event = error && strangersEvent(error);
    if (event) log.info({ event, ...briefly(error) }, msg);
    else log[levelOf(printed, error)]({ event: 'printed', ...(error ? faultFields(error) : {}) }, msg);
  });
}

/** An error of the database carries the statement's parameters, and printing it would show them. */
const withoutInside = (part: unknown) => (part instanceof Error ? `${part.name}: ${part.message}` : part);

const briefly = (error: Error) => {
  const { fault, faultCode } = faultFields(error);
  return { fault, faultCode };
};

/** A framework's sentence about a request is no fault of ours; a fault comes with an error. */
const levelOf = ({ level }: Printed, error: unknown) => (level === 'error' && !error ? 'warn' : level);
