import { Children, type ReactNode } from 'react';

/** Facts in a row with a dot between them. Each wraps as a whole and keeps its dot, so that no line begins with one. */
export function Segments({ children }: { children: ReactNode }) {
  const facts = Children.toArray(children);
  return facts.map((fact, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the facts have no other identity, and their order is fixed
    <span key={index} className="inline-block">
      {fact}
      {index < facts.length - 1 ? <span className="whitespace-pre"> · </span> : null}
    </span>
  ));
}
