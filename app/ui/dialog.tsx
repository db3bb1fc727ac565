'use client';

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ComponentProps, ReactElement, ReactNode, RefObject } from 'react';
import { classNames } from './class-names';
import { usePortalContainer } from './veil';

export interface DialogProps {
  open?: boolean;
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactElement;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** The row of buttons at the foot. Inside a form of your own use DialogActions instead. */
  actions?: ReactNode;
  /** Takes focus on opening; without it the first control does. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Takes focus on closing; without it focus goes back to where it was. */
  finalFocus?: RefObject<HTMLElement | null>;
  size?: 'sm' | 'md' | 'lg';
}

const sizes = { sm: 'max-w-sm', md: 'max-w-md', lg: 'max-w-xl' };

const backdrop =
  'dialog-backdrop fixed inset-0 z-50 min-h-dvh bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';
const viewport = 'fixed inset-0 z-50 flex items-start justify-center overflow-y-auto p-4 sm:p-6 sm:pt-[12vh]';
const popup =
  'relative w-full rounded-xl border border-line bg-surface p-5 text-ink shadow-pop outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0';
const heading = 'text-base font-semibold leading-6';
const text = 'mt-1.5 text-muted';

/** A dialog over the page (`role="dialog"`): Esc, the close button and a press outside close it. */
export function Dialog({
  trigger,
  title,
  description,
  children,
  actions,
  initialFocus,
  finalFocus,
  size = 'md',
  ...root
}: DialogProps) {
  const container = usePortalContainer();
  return (
    <BaseDialog.Root {...root}>
      {trigger ? <BaseDialog.Trigger render={trigger} /> : null}
      <BaseDialog.Portal container={container}>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Viewport className={viewport}>
          <BaseDialog.Popup
            className={classNames(popup, sizes[size])}
            initialFocus={initialFocus}
            finalFocus={finalFocus}
          >
            <BaseDialog.Title className={classNames(heading, 'pr-8')}>{title}</BaseDialog.Title>
            {description ? (
              <BaseDialog.Description className={text}>{description}</BaseDialog.Description>
            ) : null}
            {children ? <div className="mt-4">{children}</div> : null}
            {actions ? <DialogActions className="mt-5">{actions}</DialogActions> : null}
            {/* Last in the order, so that focus starts in the content. */}
            <BaseDialog.Close
              aria-label="Close"
              className="absolute top-4 right-4 inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </BaseDialog.Close>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** A question that wants an answer (`role="alertdialog"`): a press outside does nothing, Esc closes. */
export function AlertDialog({
  trigger,
  title,
  description,
  children,
  actions,
  initialFocus,
  finalFocus,
  size = 'sm',
  ...root
}: DialogProps) {
  const container = usePortalContainer();
  return (
    <BaseAlertDialog.Root {...root}>
      {trigger ? <BaseAlertDialog.Trigger render={trigger} /> : null}
      <BaseAlertDialog.Portal container={container}>
        <BaseAlertDialog.Backdrop className={backdrop} />
        <BaseAlertDialog.Viewport className={viewport}>
          <BaseAlertDialog.Popup
            className={classNames(popup, sizes[size])}
            initialFocus={initialFocus}
            finalFocus={finalFocus}
          >
            <BaseAlertDialog.Title className={heading}>{title}</BaseAlertDialog.Title>
            {description ? (
              <BaseAlertDialog.Description className={text}>{description}</BaseAlertDialog.Description>
            ) : null}
            {children ? <div className="mt-4">{children}</div> : null}
            {actions ? <DialogActions className="mt-5">{actions}</DialogActions> : null}
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Viewport>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}

/** Buttons at the right, the main one last; stacked on a narrow screen, the main one first. */
export function DialogActions({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <div
      {...rest}
      className={classNames('flex flex-col-reverse gap-2 sm:flex-row sm:justify-end', className)}
    />
  );
}
