import { apiRoute, otherMethods } from '@/lib/web/guards/api-route';

export const GET = apiRoute('getMe', async ({ user, bearer }) => ({
  id: user.id,
  name: user.name,
  email: user.email,
  via: bearer?.kind ?? 'browser',
  scopes: bearer ? [...bearer.scopes] : null,
}));

const other = otherMethods('/me');

export { other as DELETE, other as OPTIONS, other as PATCH, other as POST, other as PUT };
