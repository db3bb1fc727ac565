import { listSeats } from '@/lib/flows/organization/landing';
import { protectedRoute } from '@/lib/web/guards/route-guards';

/** The organizations that the signed-in person belongs to, for the switcher. */
export const GET = protectedRoute(
  { activity: 'passive', support: 'view', feature: 'organizations' },
  async (ctx) => {
    const organizations = await listSeats(ctx);
    return Response.json({
      organizations: organizations.map(({ id, slug, name, role }) => ({ id, slug, name, role })),
    });
  },
);
