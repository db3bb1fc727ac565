import { Children, type ReactNode } from 'react';

/** Facts in a row with a dot between them. Each wraps as a whole and keeps its dot, so that no line begins with one. */
export function Segments({ children }: { children: ReactNode }) {
  const facts = Children.toArray(children);
  return Children.map(facts, (fact, index) => (
    <span className="inline-block">
      {fact}
      {index < facts.length - 1 ? <span className="whitespace-pre"> · </span> : null}
    </span>
  ));
}
