/** Lists in pages: a cursor names the last one that was seen, so that what is added or removed meanwhile shifts nothing. Pure. */

import { z } from 'zod';
import { type AskedPage, type ListPlace, pageOf } from './page-of';

const [usual, most] = [50, 100];
const longestCursor = 300;

const limitFault = `Use a whole number from 1 to ${most}.`;
const cursorFault = 'Use the cursor of the page before.';

const limit = z
  .string(limitFault)
  .refine((text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= most, limitFault)
  .transform(Number)
  .default(usual)
  .meta({
    type: 'integer',
    minimum: 1,
    maximum: most,
    description: `How many at most; ${usual} unless told.`,
  });

/** Each no further than the column that it is compared with: what was tampered with is answered before Postgres chokes on it. */
const kinds = {
  /** An `integer`. */
  position: z.tuple([z.int32().min(0), z.uuid()]),
  /** Since 1970, in milliseconds or microseconds. */
  moment: z.tuple([z.int().min(0), z.uuid()]),
  text: z.tuple([z.string().max(100), z.uuid()]),
};
type PlaceOf<Kind extends keyof typeof kinds> = z.output<(typeof kinds)[Kind]>;

function readCursor<Schema extends z.ZodType>(given: string, schema: Schema): z.output<Schema> | undefined {
  if (given.length > longestCursor) return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(given, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The query of a list that is ordered by a position, a moment or a text. */
export const pageQuery = <Kind extends keyof typeof kinds>(kind: Kind) =>
  z.strictObject({
    limit,
    cursor: z
      .string(cursorFault)
      .transform((given, ctx): PlaceOf<Kind> => {
        const place = readCursor(given, kinds[kind]);
        if (place) return place as PlaceOf<Kind>;
        ctx.addIssue({ code: 'custom', message: cursorFault });
        return z.NEVER;
      })
      .optional()
      .meta({ type: 'string', description: '`next` of the page before.' }),
  });

export const pageAnswer = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last one.' }),
  });

/** Of a list that is short and all there, in rising order of its places. */
export function pageWithin<Row, Given extends ListPlace>(
  rows: readonly Row[],
  asked: AskedPage<Given>,
  placeOf: (row: Row) => Given,
) {
  const rest = rows
    .toSorted((one, other) => compare(placeOf(one), placeOf(other)))
    .filter((row) => asked.cursor === undefined || compare(placeOf(row), asked.cursor) > 0);
  return pageOf(rest.slice(0, asked.limit + 1), asked, placeOf);
}

function compare([one, id]: ListPlace, [other, otherId]: ListPlace): number {
  if (one !== other) return one < other ? -1 : 1;
  return id === otherId ? 0 : id < otherId ? -1 : 1;
}
