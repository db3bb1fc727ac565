import { type LiveSession, listLiveSessions } from '@/lib/session/list';
import { pageWithin } from '@/lib/web/api/paging';
import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';

const byAge = ({ signedInAt, id }: LiveSession): [number, string] => [signedInAt.getTime(), id];

export const GET = apiRoute('listMySessions', async (ctx, { query }) => {
  const { data, next } = pageWithin(await listLiveSessions(ctx.db, ctx.user.id, ctx.policy), query, byAge);
  const shown = data.map(({ id, deviceName, ip, signedInAt, lastActiveAt }) => ({
    id,
    name: deviceName,
    current: id === ctx.session.id,
    ip,
    signedInAt: signedInAt.toISOString(),
    lastActiveAt: lastActiveAt.toISOString(),
  }));
  return { data: shown, next };
});

const other = otherMethods('/sessions');

export { other as DELETE, other as OPTIONS, other as PATCH, other as POST, other as PUT };
