/** Server-sent events as bytes: an open response that carries one message at its end, and beats until then. */

import 'server-only';

/**
 * `no-transform`: without it the server compresses, and compressed data waits in a buffer; the other header says the same to
 * nginx. `close`: a connection that carried a stream is not used again, so a stopping server need not wait for it.
 */
export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'private, no-store, no-transform',
  'X-Accel-Buffering': 'no',
  Connection: 'close',
} as const;

export type OpenStream = {
  send(event: string, data: unknown): void;
  /** Sends a comment, so that nothing on the way takes the connection for dead, and we notice when nobody reads any more. */
  beat(): void;
  /** Safe to call twice. */
  close(): void;
};

/** Comments that nobody has read; by then the connection is dead, although nobody said so. */
const mostUnread = 20;
const encoder = new TextEncoder();

/**
 * Calls `opened` when the first byte is asked for, so never for a client that left before. What `opened` returns is called
 * once, however the stream ends.
 */
export function eventStream(opened: (stream: OpenStream) => () => void): Response {
  const life: { begun: boolean; over: boolean; leave?: () => void } = { begun: false, over: false };
  const end = () => {
    if (life.over) return false;
    life.over = true;
    life.leave?.();
    return true;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (life.begun) return;
        life.begun = true;
        const write = (text: string) => life.over || controller.enqueue(encoder.encode(text));
        const close = () => {
          if (end()) controller.close();
        };
        write('retry: 2000\n: open\n\n');
        const leave = opened({
          send: (event, data) => void write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
          beat: () => void ((controller.desiredSize ?? 0) < -mostUnread ? close() : write(':\n\n')),
          close,
        });
        if (life.over) leave();
        else life.leave = leave;
      },
      cancel: () => void end(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: eventStreamHeaders });
}
