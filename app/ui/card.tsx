import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { PlainList } from './plain-list';

export interface CardProps extends ComponentProps<'div'> {
  /** Padding inside; off for a list that brings its own. */
  padded?: boolean;
}

export function Card({ padded = true, className, ...rest }: CardProps) {
  return (
    <div
      {...rest}
      className={classNames('rounded-lg border border-line bg-surface', padded && 'p-4 sm:p-5', className)}
    />
  );
}

export interface CardListProps {
  /** The list's accessible name, such as "Active sessions". */
  label: string;
  className?: string;
  children: ReactNode;
}

/** A list in a card, a thin line between its items. */
export function CardList({ label, className, children }: CardListProps) {
  return (
    <PlainList
      label={label}
      className={classNames('divide-y divide-line rounded-lg border border-line bg-surface', className)}
    >
      {children}
    </PlainList>
  );
}

export interface CardItemProps extends Omit<ComponentProps<'li'>, 'title'> {
  /** At the left, such as a DeviceIcon. */
  icon?: ReactNode;
  /** Buttons; at the right, below the text on a narrow screen. */
  actions?: ReactNode;
}

export function CardItem({ icon, actions, className, children, ...rest }: CardItemProps) {
  return (
    <li {...rest} className={classNames('flex gap-3 p-4', className)}>
      {icon}
      <div className="flex min-w-0 grow flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
        <div className="min-w-0">{children}</div>
        {actions ? <div className="flex shrink-0 flex-wrap items-start gap-2">{actions}</div> : null}
      </div>
    </li>
  );
}
