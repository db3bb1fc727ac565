import { z } from 'zod';
import type { Member } from '@/lib/organization/store';

type Place = { readonly name: string; readonly userId: string };

const place = z.tuple([z.string().max(500), z.uuid()]);

/** Where a page of members begins, from its address; undefined, so from the start, where that is no place. */
export function readPlace(after: string | string[] | undefined): Place | undefined {
  if (typeof after !== 'string' || after.length > 2000) return undefined;
  try {
    const read = place.safeParse(JSON.parse(Buffer.from(after, 'base64url').toString()));
    return read.success ? { name: read.data[0], userId: read.data[1] } : undefined;
  } catch {
    return undefined;
  }
}

/** One more was read than is shown: it says whether there is a next page. */
export function pageOf(
  members: readonly Member[],
  perPage: number,
): { shown: readonly Member[]; next?: string } {
  const shown = members.slice(0, perPage);
  const last = shown.at(-1);
  if (!last || members.length <= perPage) return { shown };
  return { shown, next: Buffer.from(JSON.stringify([last.name, last.userId])).toString('base64url') };
}
