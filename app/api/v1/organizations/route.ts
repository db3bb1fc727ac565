import { isOn } from '@/lib/config/features';
import { listSeats, ownSeat } from '@/lib/flows/organization/landing';
import { ownSlug } from '@/lib/organization/slug';
import { pageWithin } from '@/lib/web/api/paging';
import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';

export const GET = apiRoute('listMyOrganizations', async (ctx, { query }) => {
  const seats = isOn('organizations') ? await listSeats(ctx) : [{ ...(await ownSeat(ctx)), slug: ownSlug }];
  const shown = seats.map(({ id, slug, name, role }) => ({ id, slug, name, role }));
  return pageWithin(shown, query, ({ slug, id }): [string, string] => [slug, id]);
});

const other = otherMethods('/organizations');

export { other as DELETE, other as OPTIONS, other as PATCH, other as POST, other as PUT };
