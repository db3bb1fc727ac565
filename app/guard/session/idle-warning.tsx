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

/** What the time runs out for: the session, only the sensitive page, or what support sees. */
function wordsFor(page: boolean | undefined, visit: true | undefined) {
  const out = { out: 'Sign out now', leaving: 'Signing out…' };
  if (visit) return { deed: 'end this visit', stay: 'Go on looking', out: 'Stop now', leaving: 'Stopping…' };
  return page
    ? { deed: 'put this page away', stay: 'Keep it open', ...out }
    : { deed: 'sign you out', stay: 'Stay signed in', ...out };
}

/** The first half of the lead: a line at the top of the page that is in nobody's way. */
type Running = { readonly page?: boolean; readonly visit?: true | undefined };

export function IdleBanner({
  secondsLeft,
  page,
  visit,
  stay,
}: Running & { secondsLeft: number; stay: Stay }) {
  const words = wordsFor(page, visit);
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

type IdleDialogProps = Running & {
  readonly secondsLeft: number | undefined;
  readonly stay: Stay;
  readonly signOut: Action;
};

/** The second half: a question that Enter and Esc both answer with staying. */
export function IdleDialog({ secondsLeft, page, visit, stay, signOut }: IdleDialogProps) {
  const words = wordsFor(page, visit);
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
      description={<Countdown secondsLeft={secondsLeft ?? 0} deed={words.deed} />}
    >
      <form {...form} className="flex flex-col gap-4">
        <FormMessage state={state} />
        <DialogActions>
          <SubmitButton variant="secondary" pending={pending} pendingLabel={words.leaving}>
            {words.out}
          </SubmitButton>
          <Button variant="primary" ref={staying} onClick={stay}>
            {words.stay}
          </Button>
        </DialogActions>
      </form>
    </AlertDialog>
  );
}

/** The eye sees every second; a screen reader hears only a few steps. */
function Countdown({ secondsLeft, deed }: { secondsLeft: number; deed: string }) {
  return (
    <>
      For your security we'll {deed} in{' '}
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
