import type { ComponentProps } from 'react';

export interface PlainListProps extends Omit<ComponentProps<'ul'>, 'role' | 'aria-label'> {
  /** The list's accessible name, such as "Active sessions". */
  label: string;
}

/** A list without bullets that is still read out as one. */
export function PlainList({ label, ...rest }: PlainListProps) {
  // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list semantics of a list without bullets unless told
  return <ul {...rest} role="list" aria-label={label} />;
}
