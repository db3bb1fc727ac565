/** NUL: Postgres has no place for it in text, so without a look at what was sent it would be a fault instead of an answer. Pure. */

export const nulSentence = "This contains a character that can't be used.";

const has = (value: unknown): boolean => typeof value === 'string' && value.includes('\0');

/** Where it stands in a parsed JSON, as a path of names; that of what is around it where a name has it. However deep that is. */
export function placeOfNul(json: unknown): string | undefined {
  const waiting: [value: unknown, path: string][] = [[json, '']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, path] = next;
    if (has(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    if (Object.keys(value).some(has)) return path;
    for (const [name, inner] of Object.entries(value)) waiting.push([inner, path ? `${path}.${name}` : name]);
  }
  return undefined;
}
