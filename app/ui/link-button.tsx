import type { ComponentProps } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';
import { classNames } from './class-names';
import { PageLink } from './page-link';

export interface LinkButtonProps extends ButtonLook, ComponentProps<typeof PageLink> {}

/** A link that looks like a button, for going somewhere. Use Button for doing something. */
export function LinkButton({ variant, size, wide, className, ...rest }: LinkButtonProps) {
  return <PageLink {...rest} className={classNames(buttonStyle({ variant, size, wide }), className)} />;
}
