'use client';

import { Clock } from 'lucide-react';
import { useRef } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import { AlertDialog, DialogActions } from '@/app/ui/dialog';
import { announcedStep } from '@/lib/session/countdown';
import { countdownText, durationWords } from '@/lib/time';
import type { Action } from '@/lib/web/guards/action-state';
import { FormMessage } from '../forms/form-message';
import { useActionForm } from '../forms/use-action-form';
import { WarningBar } from './warning-bar';

type Stay = () => Promise<void>;

/** What the time runs out for: the session, or only the sensitive page. */
const wordsFor = (page: boolean | undefined) =>
  page
    ? { deed: 'put this page away', stay: 'Keep it open' }
    : { deed: 'sign you out', stay: 'Stay signed in' };

/** The first half of the lead: a line at the top of the page that is in nobody's way. */
export function IdleBanner({ secondsLeft, page, stay }: { secondsLeft: number; page?: boolean; stay: Stay }) {
  const words = wordsFor(page);
  return (
    <WarningBar
      icon={<Clock aria-hidden="true" className="size-4 shrink-0" />}
      action={
        <Button size="sm" onClick={stay}>
          {words.stay}
        </Button>
      }
    >
      We'll {words.deed} in {durationWords(announcedStep(secondsLeft))} because you've been inactive.
    </WarningBar>
  );
}

type IdleDialogProps = {
  readonly secondsLeft: number | undefined;
  readonly page?: boolean;
  readonly stay: Stay;
  readonly signOut: Action;
};

/** The second half: a question that Enter and Esc both answer with staying. */
export function IdleDialog({ secondsLeft, page, stay, signOut }: IdleDialogProps) {
  const staying = useRef<HTMLButtonElement>(null);
  const { state, pending, form } = useActionForm(signOut, { repeats: false });
  const open = secondsLeft !== undefined;
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) void stay();
      }}
      initialFocus={staying}
      title="Are you still there?"
      description={<Countdown secondsLeft={secondsLeft ?? 0} page={page} />}
    >
      <form {...form} className="flex flex-col gap-4">
        <FormMessage state={state} />
        <DialogActions>
          <SubmitButton variant="secondary" pending={pending} pendingLabel="Signing out…">
            Sign out now
          </SubmitButton>
          <Button variant="primary" ref={staying} onClick={stay}>
            {wordsFor(page).stay}
          </Button>
        </DialogActions>
      </form>
    </AlertDialog>
  );
}

/** The eye sees every second; a screen reader hears only a few steps. */
function Countdown({ secondsLeft, page }: { secondsLeft: number; page?: boolean }) {
  return (
    <>
      For your security we'll {wordsFor(page).deed} in{' '}
      <span aria-hidden="true" className="tabular-nums">
        {countdownText(secondsLeft)}
      </span>
      <span className="sr-only" aria-live="assertive" aria-atomic="true">
        {durationWords(announcedStep(secondsLeft))}
      </span>
      . What you've typed is saved.
    </>
  );
}
