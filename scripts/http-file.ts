/** A file of requests as VS Code's REST Client reads it, with what each is expected to bring. Pure. */

export type HttpExpectation = {
  readonly status: number;
  /** What a member of the answer is, as text. */
  readonly member?: { readonly path: string; readonly value: string };
};

export type HttpFileRequest = {
  readonly title: string;
  /** Others take what it brought by this name. */
  readonly name: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
  readonly expected: HttpExpectation | undefined;
  /** Sent only where this variable has a value. */
  readonly onlyWith: string | undefined;
  /** For a person with a browser, before it is sent. */
  readonly byHand: string | undefined;
  /** The variable that the person fills in. */
  readonly prompt: string | undefined;
};

export type HttpFile = {
  readonly variables: ReadonlyMap<string, string>;
  readonly requests: readonly HttpFileRequest[];
};

const variable = /^@(\w+)\s*=\s*(.*)$/;
const requestLine = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) +(\S+)(?: +HTTP\/[\d.]+)?$/;
const header = /^([\w-]+):\s*(.*)$/;

/** Throws where a block is neither a request nor notes. */
export function parseHttpFile(text: string): HttpFile {
  const variables = new Map<string, string>();
  const requests: HttpFileRequest[] = [];
  for (const block of `\n${text}`.split(/^###/m)) {
    const [title = '', ...lines] = block.split('\n');
    const [first, ...rest] = lines.filter((line) => !noteOrVariable(line, variables));
    const at = lines.findIndex((line) => requestLine.test(line));
    if (at >= 0) requests.push(requestIn(title.trim(), lines, at));
    else if ([first, ...rest].some((line) => line?.trim()))
      throw new Error(`docs: the block "${title.trim()}" has no request`);
  }
  return { variables, requests };
}

/** Notes a variable on the way. */
function noteOrVariable(line: string, variables: Map<string, string>): boolean {
  const [, name, value = ''] = variable.exec(line) ?? [];
  if (name) variables.set(name, value.trim());
  return name !== undefined || line.startsWith('#');
}

function requestIn(title: string, lines: readonly string[], at: number): HttpFileRequest {
  const [, method = '', url = ''] = requestLine.exec(lines[at] ?? '') ?? [];
  const notes = lines.slice(0, at).flatMap((line) => /^# *(.*)$/.exec(line)?.[1] ?? []);
  const below = lines.slice(at + 1);
  const end = below.findIndex((line) => line.trim() === '');
  const headers = (end < 0 ? below : below.slice(0, end)).map(headerIn);
  const note = (shape: RegExp) => notes.map((each) => shape.exec(each)?.[1]).find(Boolean);
  return {
    title,
    name: note(/^@name (\w+)$/),
    method,
    url,
    headers,
    body: bodyOf(end < 0 ? [] : below.slice(end + 1), headers),
    expected: expectedIn(notes),
    onlyWith: note(/^if (\w+)$/),
    byHand: note(/^by hand: (.+)$/),
    prompt: note(/^@prompt (\w+)/),
  };
}

function headerIn(line: string): readonly [string, string] {
  const [, name, value = ''] = header.exec(line) ?? [];
  if (!name) throw new Error(`docs: "${line}" is no header`);
  return [name.toLowerCase(), value];
}

/** The fields of a form may stand below each other. */
function bodyOf(lines: readonly string[], headers: HttpFileRequest['headers']): string | undefined {
  const text = lines.join('\n').trim();
  const isForm = headers.some(([name, value]) => name === 'content-type' && value.includes('urlencoded'));
  return isForm ? text.replaceAll('\n', '') : text || undefined;
}

function expectedIn(notes: readonly string[]): HttpExpectation | undefined {
  const [, status, path, value = ''] =
    notes.map((note) => /^expect (\d{3})(?: (\$\S+) = (.+))?$/.exec(note)).find(Boolean) ?? [];
  if (!status) return undefined;
  return { status: Number(status), ...(path ? { member: { path, value } } : {}) };
}

/** Of JSONPath, what answers need: members and places in a list, such as `$.data[0].slug`. */
export const memberAt = (value: unknown, path: string): unknown =>
  [...path.matchAll(/\.(\w+)|\[(\d+)\]/g)].reduce<unknown>(
    (at, [, name, place]) => (at as Record<string, unknown> | undefined)?.[name ?? place ?? ''],
    value,
  );
