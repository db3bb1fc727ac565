/** Runs once when a server starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { boot } = await import('./lib/worker/boot');
  await boot();
}

export async function onRequestError(
  error: unknown,
  request: { path: string; method: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ faultFields, log }, { storeTrouble }, { strangersEvent }] = await Promise.all([
    import('./lib/observe/log'),
    import('./lib/web/guards/store-fault'),
    import('./lib/web/server/request-stage'),
  ]);
  // What the framework printed of it stands in the log already, under the same name.
  if (strangersEvent(error)) return;
  const [path] = request.path.split('?');
  const digest =
    typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : undefined;
  const trouble = storeTrouble(error);
  const event = trouble ? 'store_unavailable' : 'request_failed';
  log.error({ event, trouble, method: request.method, path, digest, ...faultFields(error) }, event);
}
