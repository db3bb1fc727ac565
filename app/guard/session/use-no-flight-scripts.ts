import { useEffect } from 'react';

/**
 * The page's data is also in the scripts that the server streamed with the document, and would stay there after a sign-out
 * without a page load. React has read them once everything is loaded, so they go.
 */
export function useNoFlightScripts(): void {
  useEffect(() => {
    if (document.readyState === 'complete') return remove();
    window.addEventListener('load', remove, { once: true });
    return () => window.removeEventListener('load', remove);
  }, []);
}

function remove() {
  for (const script of document.querySelectorAll('script:not([src])')) {
    if (script.textContent?.includes('__next_f')) script.remove();
  }
}
