/** One page of a list, and the cursor of the next. Pure. */

/** What a list is ordered by, and the id that decides between equals. */
export type ListPlace = readonly [number | string, string];

export type AskedPage<Given extends ListPlace> = {
  readonly limit: number;
  readonly cursor?: Given | undefined;
};

/** Opaque to everybody else. It opens nothing: whatever it names, the list is the caller's own. */
const cursorOf = (place: ListPlace): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Of rows in their order, of which one more was fetched than is shown. */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit }: AskedPage<ListPlace>,
  placeOf: (row: Row) => ListPlace,
) {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, next: rows.length > limit && last ? cursorOf(placeOf(last)) : null };
}
