/** Reads what was sent to an operation, by the schemas that its description shows. Whatever they do not name is refused. */

import 'server-only';
import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { longestApiBody } from '../../config/body-limits';
import type { ApiOperation } from '../api/operation';
import { nulSentence, placeOfNul } from './nul';
import { type FieldProblem, problem } from './problem';

type Params = Readonly<Record<string, string>>;

export type ReadInput = { readonly params: object; readonly query: object; readonly body: unknown };

export async function readApiInput(
  request: NextRequest,
  { params, query, body }: ApiOperation,
  { slug: _slug, ...named }: Params,
): Promise<ReadInput | Response> {
  const readParams = params ? params.safeParse(named) : { success: true as const, data: {} };
  // What can be no id names nothing.
  if (!readParams.success) return problem('not_found');
  const readQuery = read(query, queryOf(request));
  if (readQuery instanceof Response) return readQuery;
  if (!body) return { params: readParams.data, query: readQuery, body: undefined };
  const sent = await jsonOf(request);
  if (sent instanceof Response) return sent;
  const readBody = read(body, sent.value);
  return readBody instanceof Response
    ? readBody
    : { params: readParams.data, query: readQuery, body: readBody };
}

/** A name that stands there twice is a list, which no operation takes. */
function queryOf({ nextUrl: { searchParams } }: NextRequest): object {
  const names = [...new Set(searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const all = searchParams.getAll(name);
      return [name, all.length > 1 ? all : all[0]];
    }),
  );
}

function read(schema: z.ZodObject | undefined, given: unknown): object | Response {
  if (!schema) return {};
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : problem('invalid', { errors: fieldErrors(parsed.error) });
}

const longestFieldName = 100;

/** A field that is not known is named as far as it can be shown; what was sent in a field never is. */
const fieldErrors = ({ issues }: z.ZodError): FieldProblem[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys
          .slice(0, 10)
          .map((key) => ({ field: key.slice(0, longestFieldName), message: 'This field is not known.' }))
      : [{ field: issue.path.join('.'), message: issue.message }],
  );

/** JSON and nothing else: what a form of another site can send is none (ASVS 3.5.2). */
async function jsonOf(request: NextRequest): Promise<{ readonly value: unknown } | Response> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return problem('unsupported', { title: 'Send JSON.' });
  const bytes = await bytesOf(request);
  if (!bytes) return problem('too_large', { title: `Send at most ${longestApiBody} bytes.` });
  const parsed = parse(bytes);
  if (!parsed) return problem('invalid', { title: "The body isn't JSON." });
  const broken = placeOfNul(parsed.value)?.slice(0, longestFieldName);
  if (broken === undefined) return parsed;
  return problem('invalid', { errors: [{ field: broken, message: nulSentence }] });
}

function parse(bytes: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}

/** Undefined beyond what a request may send, whatever length it named. */
async function bytesOf({ body, headers }: NextRequest): Promise<Buffer | undefined> {
  if (Number(headers.get('content-length') ?? 0) > longestApiBody) return undefined;
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > longestApiBody) {
      await reader?.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}
