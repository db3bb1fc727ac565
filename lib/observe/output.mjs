/**
 * Makes every line that this process prints one JSON object. Logs are read line by line, so without this a stranger's text in
 * an error that a framework prints would stand there as a line of its own, looking like one of ours.
 *
 * Plain JavaScript, because the server loads it before anything that compiles (scripts/own-output.mjs).
 */

import { format } from 'node:util';

const slot = Symbol.for('app.output');

/** What could move a cursor, start a line or turn the reading direction around. JSON escapes only the first 32. */
const unprintable = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** @param {string} line JSON */
export const escapeUnprintable = (line) =>
  line.replace(unprintable, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const longestText = 4000;

/** @type {import('./output.d.mts').Teller} */
function tellPlainly({ level, parts }) {
  const text = format(...parts).trim();
  if (text === '') return;
  const fields = { level, time: new Date().toISOString(), app: globalThis[slot].app, event: 'printed' };
  writeLine(JSON.stringify({ ...fields, msg: text.slice(0, longestText) }));
}

/** @param {string} line JSON */
const writeLine = (line) => globalThis[slot].write(`${escapeUnprintable(line)}\n`);

/**
 * Safe to call twice. The logger writes to the file itself and is not affected.
 * @param {string} app what each line names as its product
 */
export function takeOutput(app) {
  if (globalThis[slot]) return;
  globalThis[slot] = { write: process.stdout.write.bind(process.stdout), tell: tellPlainly, app };
  for (const stream of [process.stdout, process.stderr]) takeStream(stream);
  const levels = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error', trace: 'debug' };
  for (const [name, level] of Object.entries(levels)) {
    globalThis.console[name] = (...parts) => tell({ level, parts });
  }
  takeWarnings();
}

/** @param {import('./output.d.mts').Teller} teller */
export function tellPrinted(teller) {
  if (globalThis[slot]) globalThis[slot].tell = teller;
}

/** Printing is never why something fails, and what a teller prints itself is not told to it again. */
function tell(printed) {
  const { telling } = globalThis[slot];
  globalThis[slot].telling = true;
  try {
    if (telling) tellPlainly(printed);
    else globalThis[slot].tell(printed);
  } catch (error) {
    tellPlainly({ level: 'warn', parts: [`something was printed that could not be told: ${error?.name}`] });
  } finally {
    globalThis[slot].telling = telling;
  }
}

/** @param {NodeJS.WriteStream} stream */
function takeStream(stream) {
  const level = stream === process.stderr ? 'warn' : 'info';
  stream.write = (chunk, encoding, callback) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    tell({ level, parts: ['%s', text] });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
}

/** Node writes these past the streams. */
function takeWarnings() {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => tell({ level: 'warn', parts: [warning] }));
  process.on('uncaughtException', (error) => {
    // Anyone who else listens decides whether the process goes on.
    if (process.listenerCount('uncaughtException') > 1) return;
    tell({ level: 'fatal', parts: [error] });
    process.exit(1);
  });
}
