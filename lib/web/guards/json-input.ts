/** Reads a small JSON body of an API request; whatever is not what it should be is undefined. */

import type { z } from 'zod';
import { longestApiBody } from '../../config/body-limits';
import { placeOfNul } from './nul';

export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  // A body without a length could be any size; browsers always send one.
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= longestApiBody)) return undefined;
  if (!request.headers.get('content-type')?.startsWith('application/json')) return undefined;
  try {
    const json: unknown = await request.json();
    if (placeOfNul(json) !== undefined) return undefined;
    const parsed = schema.safeParse(json);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
