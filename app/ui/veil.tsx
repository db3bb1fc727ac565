'use client';

import { createContext, type ReactNode, useContext, useLayoutEffect, useRef, useState } from 'react';

const PortalContext = createContext<HTMLElement | null>(null);

/** Where dialogs and menus go: inside the veil, so that they leave the DOM with the page. The body on public pages. */
export const usePortalContainer = () => useContext(PortalContext) ?? undefined;

/**
 * Takes its children out of the document without unmounting them: nothing of them can be seen, found or read aloud,
 * and when they come back every field holds what was typed.
 */
export function Veil({ drawn, children }: { drawn: boolean; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const focused = useRef<HTMLElement | null>(null);
  const [portal, setPortal] = useState<HTMLElement | null>(null);

  useLayoutEffect(() => {
    const [outer, inner] = [frame.current, content.current];
    if (!outer || !inner) return;
    if (drawn && inner.isConnected) {
      const active = document.activeElement;
      focused.current = active instanceof HTMLElement && inner.contains(active) ? active : null;
      inner.remove();
    } else if (!drawn && !inner.isConnected) {
      outer.append(inner);
      focused.current?.focus({ preventScroll: true });
    }
  }, [drawn]);

  return (
    <div ref={frame} className="contents">
      <div ref={content} className="contents">
        <PortalContext.Provider value={portal}>{children}</PortalContext.Provider>
        <div ref={setPortal} />
      </div>
    </div>
  );
}
