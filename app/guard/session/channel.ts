/** How tabs of one browser wake each other. A message only makes them ask the server: a forged one does no harm. */

const name = 'session-tabs';

type Message = { readonly sessionId?: string };

/** `sessionId` is the public id of the session this tab shows; none means "something changed, look". */
export function tellTabs(sessionId?: string): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(name);
  channel.postMessage({ sessionId } satisfies Message);
  channel.close();
}

export function hearTabs(listener: (sessionId: string | undefined) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<Message | null>) => {
    const id = data?.sessionId;
    listener(typeof id === 'string' ? id : undefined);
  };
  return () => channel.close();
}
