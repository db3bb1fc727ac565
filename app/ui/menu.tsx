'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useId, useRef } from 'react';
import { classNames } from './class-names';
import { PageLink } from './page-link';

export interface MenuProps {
  /** The button that opens it, with its own accessible name. */
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

const item =
  'flex min-h-8 w-full cursor-pointer select-none items-center gap-2 rounded-md px-2.5 py-1.5 text-left no-underline outline-none data-highlighted:bg-hover data-disabled:cursor-default data-disabled:opacity-60';

/** A menu of things to do. It opens inside its trigger's landmark, so that no content is left outside one. */
export function Menu({ trigger, children, align = 'end', side = 'bottom', ...root }: MenuProps) {
  const place = useRef<HTMLSpanElement>(null);
  return (
    <BaseMenu.Root {...root}>
      <BaseMenu.Trigger render={trigger} />
      <span ref={place} className="contents" />
      <BaseMenu.Portal container={place}>
        <BaseMenu.Positioner
          positionMethod="fixed"
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <BaseMenu.Popup className="min-w-52 max-w-[calc(100vw-1rem)] rounded-lg border border-line bg-surface p-1 text-ink shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export interface MenuItemProps {
  onClick?: () => void;
  disabled?: boolean;
  /** Stays open after a press, for work that shows its progress in the menu. */
  keepOpen?: boolean;
  tone?: 'neutral' | 'danger';
  icon?: ReactNode;
  /** A line below that says what it does; not part of its name. */
  description?: ReactNode;
  children: ReactNode;
}

export function MenuItem(props: MenuItemProps) {
  const { onClick, disabled, keepOpen, tone = 'neutral', icon, description, children } = props;
  const id = useId();
  return (
    <BaseMenu.Item
      aria-labelledby={`${id}-name`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClick={onClick}
      disabled={disabled}
      closeOnClick={!keepOpen}
      className={classNames(item, tone === 'danger' && 'text-danger-ink')}
    >
      <MenuIcon>{icon}</MenuIcon>
      <span>
        <span id={`${id}-name`}>{children}</span>
        {description ? (
          <span id={`${id}-description`} className="block text-[0.8125rem] text-muted leading-4">
            {description}
          </span>
        ) : null}
      </span>
    </BaseMenu.Item>
  );
}

export interface MenuLinkProps {
  href: string;
  icon?: ReactNode;
  children: ReactNode;
}

/** An item that goes somewhere. */
export function MenuLink({ href, icon, children }: MenuLinkProps) {
  return (
    <BaseMenu.LinkItem closeOnClick render={<PageLink href={href} />} className={item}>
      <MenuIcon>{icon}</MenuIcon>
      {children}
    </BaseMenu.LinkItem>
  );
}

function MenuIcon({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <span aria-hidden="true" className="inline-flex size-4 shrink-0 items-center justify-center text-muted">
      {children}
    </span>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}

/** Words at the head of the menu, such as who is signed in. Not an item. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className="px-2.5 py-2 text-[0.8125rem] leading-4">{children}</div>;
}
