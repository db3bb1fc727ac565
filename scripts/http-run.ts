/** Sends a file of requests one after the other, and says of each what came back and whether that was expected. */

import { randomUUID } from 'node:crypto';
import { type HttpFile, type HttpFileRequest, memberAt } from './http-file';

export type HttpDone = {
  readonly request: HttpFileRequest;
  readonly outcome: 'as expected' | 'otherwise' | 'skipped';
  /** What came, and what was to come. */
  readonly detail: string;
};

export type HttpRun = {
  /** In place of what the file says. */
  readonly given: Readonly<Record<string, string>>;
  /** A person's part; resolves with what they were asked for, if they were. */
  readonly byHand: (what: string, prompt: string | undefined) => Promise<string | undefined>;
  readonly onAnswer?: (body: unknown) => void;
  readonly onDone?: (done: HttpDone) => void;
};

export async function runHttpFile(file: HttpFile, how: HttpRun): Promise<HttpDone[]> {
  const { given, byHand, onAnswer, onDone } = how;
  const values = new Map([...file.variables, ...Object.entries(given)]);
  const answers = new Map<string, unknown>();
  const fill = filler(values, answers);
  const done: HttpDone[] = [];
  const note = (each: HttpDone) => {
    done.push(each);
    onDone?.(each);
  };
  for (const request of file.requests) {
    if (request.onlyWith && !fill(`{{${request.onlyWith}}}`)) {
      note({ request, outcome: 'skipped', detail: `${request.onlyWith} is not given` });
      continue;
    }
    if (request.byHand) {
      const said = await byHand(fill(request.byHand), request.prompt);
      if (request.prompt) values.set(request.prompt, said ?? '');
    }
    const { status, body } = await send(request, fill);
    onAnswer?.(body);
    if (request.name) answers.set(request.name, body);
    note(judged(request, { status, body }, fill));
  }
  return done;
}

type Fill = (text: string) => string;

/** Throws for a variable that nobody has set. */
function filler(values: ReadonlyMap<string, string>, answers: ReadonlyMap<string, unknown>): Fill {
  const fill: Fill = (text) => text.replace(/\{\{\s*(.+?)\s*\}\}/g, (_whole, name: string) => lookUp(name));
  function lookUp(name: string): string {
    if (name === '$guid') return randomUUID();
    const [, of, path] = /^(\w+)\.response\.body\.(\$.+)$/.exec(name) ?? [];
    const found = of && path ? memberAt(answers.get(of), path) : values.get(name);
    if (found === undefined || found === null) throw new Error(`{{${name}}} has no value`);
    return fill(String(found));
  }
  return fill;
}

async function send(request: HttpFileRequest, fill: Fill): Promise<{ status: number; body: unknown }> {
  const url = fill(request.url);
  const answer = await fetch(url, {
    method: request.method,
    headers: request.headers.map(([name, value]): [string, string] => [name, fill(value)]),
    redirect: 'manual',
    ...(request.body === undefined ? {} : { body: fill(request.body) }),
  }).catch((error: Error) => {
    throw new Error(`${new URL(url).origin} doesn't answer (${error.message}).`);
  });
  const text = await answer.text();
  return { status: answer.status, body: json(text) };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function judged(
  request: HttpFileRequest,
  { status, body }: { status: number; body: unknown },
  fill: Fill,
): HttpDone {
  const { expected } = request;
  if (!expected) return { request, outcome: 'otherwise', detail: 'the file does not say what to expect' };
  if (status !== expected.status) {
    const why = memberAt(body, '$.error_description') ?? memberAt(body, '$.title') ?? '';
    const detail = `${status} in place of ${expected.status} ${why}`.trim();
    return { request, outcome: 'otherwise', detail };
  }
  const { path = '', value = '' } = expected.member ?? {};
  const [came, meant] = [String(memberAt(body, path)), fill(value)];
  if (path && came !== meant)
    return { request, outcome: 'otherwise', detail: `${path} is ${came} in place of ${meant}` };
  return { request, outcome: 'as expected', detail: String(status) };
}
