/** The twin's boot: every response gets its id and its headers as in the product. Nothing to check and nothing to sweep. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { watchRequests } = await import('@/lib/web/server/node-request');
  watchRequests(new URL(process.env.APP_URL ?? 'http://localhost'));
}
