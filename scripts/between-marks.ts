/**
 * Replaces what stands between two marks of a generated part; the marks stay. Throws, naming the part, when one is missing.
 */
export function betweenMarks(
  text: string,
  [start, end]: readonly [string, string],
  part: string,
  put: string,
) {
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`the marks of the ${part} are gone`);
  return `${before}${start}${put}${end}${after}`;
}
