import { publicRoute } from '@/lib/web/guards/route-guards';

const headers = { 'Content-Type': 'text/plain; charset=utf-8' };

/** Files that the build did not make (next.config.ts): the same for everybody, and not worth a page. */
const missing = publicRoute(async () => new Response('Not Found', { status: 404, headers }), {
  anywhere: true,
});

export { missing as GET, missing as HEAD };
