/** Files that a browser saves and never shows, because people typed what is in them. */

import { product } from '../../config/product';

type Kind = 'csv' | 'json';

const types: Record<Kind, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

/** `name` is ours, in ASCII; the day is the database's, in UTC. */
export function download(name: string, kind: Kind, now: Date, body: string | ReadableStream): Response {
  const file = `${product.slug}-${name}-${now.toISOString().slice(0, 10)}.${kind}`;
  return new Response(body, {
    headers: { 'Content-Type': types[kind], 'Content-Disposition': `attachment; filename="${file}"` },
  });
}

/**
 * Reads on only as fast as the browser takes it. A fault on the way breaks the download off: half a file must not look whole.
 */
export function streamOf(parts: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const reading = parts[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reading.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await reading.return?.();
    },
  });
}

/** The answer to HEAD on a download: Next would make the whole file for it, count it and record it. */
export const noFile = async () => new Response(null, { status: 204 });
