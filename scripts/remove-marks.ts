/**
 * What of a file belongs to a part that can be removed. A comment at the end of a line says so, or two comments around
 * several lines or words; a third kind holds the line that takes their place. Any kind of comment will do.
 */

export const partNames = ['sample', 'plans', 'drafts'] as const;
export type PartName = (typeof partNames)[number];

const open = String.raw`(?:\/\/|#|<!--|\{?\/\*)`;
const close = String.raw`(?:[ \t]*(?:-->|\*\/\}?))?`;
const whose = 'only: ([a-z]+(?: or [a-z]+)*)';

/** Around lines or words. */
const fence = new RegExp(`${open} ${whose}, (from|to) here${close}`, 'g');
const oneLine = new RegExp(`^.*?[ \\t]*${open} ${whose}${close}$\\n?`, 'gm');
const instead = new RegExp(`^([ \\t]*)${open} without ([a-z]+): (.*?)${close}$`, 'gm');

const namesOf = (text: string) => text.split(' or ');

/** What a mark becomes: nothing where it was this part's alone; where another part needs it as well, it keeps that one. */
function marked(whole: string, names: string, part: PartName): string {
  const left = namesOf(names).filter((name) => name !== part);
  return left.length === 0 ? '' : whole.replace(`only: ${names}`, `only: ${left.join(' or ')}`);
}

export const withoutPart = (text: string, part: PartName): string =>
  withoutFenced(text, part)
    .replace(oneLine, (whole, names: string) => marked(whole, names, part))
    .replace(instead, (whole, indent: string, name: string, line: string) =>
      name === part ? `${indent}${line}` : whole,
    );

type Fence = { start: number; end: number; names: string; begins: boolean };

/** Alone on its line, a mark is the whole line. */
const fencesIn = (text: string): Fence[] =>
  [...text.matchAll(fence)].map(({ 0: whole, 1: names = '', 2: side, index }) => {
    const lineStart = text.lastIndexOf('\n', index - 1) + 1;
    const [start, end] = [index, index + whole.length];
    const isAlone = text.slice(lineStart, start).trim() === '' && text[end] === '\n';
    const begins = side === 'from';
    return isAlone ? { start: lineStart, end: end + 1, names, begins } : { start, end, names, begins };
  });

function withoutFenced(text: string, part: PartName): string {
  let kept = '';
  let at = 0;
  /** How many fences are open, from one that is cut on. */
  let depth = 0;
  for (const { start, end, names, begins } of fencesIn(text)) {
    if (depth === 0) kept += text.slice(at, start);
    at = end;
    const left = marked(text.slice(start, end), names, part);
    if (depth > 0) depth += begins ? 1 : -1;
    else if (left === '') depth = 1;
    else kept += left;
  }
  return kept + text.slice(at);
}

const everyName = new RegExp(`${open} (?:${whose}|without ([a-z]+):)`, 'g');

/** The names that the marks of a file name, known or not. */
export const namesInMarks = (text: string): string[] =>
  [...text.matchAll(everyName)].flatMap(([, these, other]) => namesOf(these ?? other ?? ''));

/** What is wrong with the marks of a file: a part that is not there, one that begins and does not end. */
export function faultsOfMarks(text: string): string[] {
  const unknown = namesInMarks(text).filter((name) => !partNames.some((known) => known === name));
  return [...unknown.map((name) => `there is no part called "${name}"`), ...faultsOfFences(text)];
}

function faultsOfFences(text: string): string[] {
  const begun: string[] = [];
  for (const { names, begins } of fencesIn(text)) {
    if (begins) begun.push(names);
    else if (begun.pop() !== names) return [`"${names}, to here" ends what did not begin`];
  }
  return begun.map((names) => `"${names}, from here" does not end`);
}
