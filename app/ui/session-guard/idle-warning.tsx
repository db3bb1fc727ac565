'use client';

import { Clock } from 'lucide-react';
import { useRef } from 'react';
import { announcedStep } from '@/lib/session/countdown';
import { countdownText, durationWords } from '@/lib/time';
import type { Action } from '@/lib/web/action-state';
import { Button, SubmitButton } from '../button';
import { AlertDialog, DialogActions } from '../dialog';
import { useActionForm } from '../use-action-form';
import { WarningBar } from './warning-bar';

type Stay = () => Promise<void>;

/** The first half of the lead: a line at the top of the page, in nobody's way. */
export function IdleBanner({ secondsLeft, stay }: { secondsLeft: number; stay: Stay }) {
  return (
    <WarningBar
      icon={<Clock aria-hidden="true" className="size-4 shrink-0" />}
      action={
        <Button size="sm" onClick={stay}>
          Stay signed in
        </Button>
      }
    >
      You will be signed out in {durationWords(announcedStep(secondsLeft))} because of inactivity.
    </WarningBar>
  );
}

type IdleDialogProps = {
  readonly secondsLeft: number | undefined;
  readonly stay: Stay;
  readonly signOut: Action;
};

/** The second half: a question with the answer under the finger. Enter and Esc both stay. */
export function IdleDialog({ secondsLeft, stay, signOut }: IdleDialogProps) {
  const staying = useRef<HTMLButtonElement>(null);
  const { pending, form } = useActionForm(signOut, { repeats: false });
  const open = secondsLeft !== undefined;
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) void stay();
      }}
      initialFocus={staying}
      title="Are you still there?"
      description={<Countdown secondsLeft={secondsLeft ?? 0} />}
    >
      <form {...form}>
        <DialogActions>
          <SubmitButton variant="secondary" pending={pending} pendingLabel="Signing out…">
            Sign out now
          </SubmitButton>
          <Button variant="primary" ref={staying} onClick={stay}>
            Stay signed in
          </Button>
        </DialogActions>
      </form>
    </AlertDialog>
  );
}

/** The clock runs for the eye; a screen reader hears it at a few steps. */
function Countdown({ secondsLeft }: { secondsLeft: number }) {
  return (
    <>
      You will be signed out in{' '}
      <span aria-hidden="true" className="tabular-nums">
        {countdownText(secondsLeft)}
      </span>
      <span className="sr-only" aria-live="assertive" aria-atomic="true">
        {durationWords(announcedStep(secondsLeft))}
      </span>{' '}
      because of inactivity.
    </>
  );
}
