'use client';

import { type MouseEvent, type ReactNode, useActionState, useState } from 'react';
import { Button } from '@/app/ui/button';
import { toast } from '@/app/ui/toaster';
import { draftFormField } from '@/lib/draft/rules';
import { type ActionState, actingAsField, idempotencyKeyField, idle } from '@/lib/web/guards/action-state';
import { type Trouble, troubleSentence, troubles } from '@/lib/web/guards/answers';
import { type Called, callAction } from '../answers/call-action';
import { ReloadButton } from '../answers/reload-button';
import { useSessionGuard } from '../session/context';
import { discardDraftAction } from './actions';
import type { DraftControls } from './use-draft';

/** Says quietly whether what was typed is saved. Goes inside the form. */
export function DraftLine({ draft }: { draft: DraftControls | undefined }) {
  if (!draft) return null;
  const { status } = draft;
  switch (status.kind) {
    case 'none':
      return <Line> </Line>;
    case 'saved':
      return <Line>Draft saved</Line>;
    case 'restored':
      return (
        <Line>
          Restored from your draft, {status.at} · <Discard draft={draft} />
        </Line>
      );
    case 'unsaved':
      return <Line>The draft isn't saved yet. We keep trying; your text is still here.</Line>;
    case 'stopped':
      return <Stopped trouble={status.trouble} />;
    case 'too_large':
      return <Line>This is too long to keep as a draft. Save it soon.</Line>;
    case 'overtaken':
      return (
        <div
          role="status"
          className="flex flex-col items-start gap-2 rounded-md border border-warn-line bg-warn-soft p-3"
        >
          <p>
            This form was changed in another tab or on another device at {status.theirs.savedWords}. Nothing
            was overwritten: choose which text to keep.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => draft.keepMine(status.theirs)}>
              Keep what is here
            </Button>
            <Button size="sm" onClick={() => draft.takeTheirs(status.theirs)}>
              Use the other one
            </Button>
          </div>
        </div>
      );
  }
}

/** Nothing retries by itself; the next keystroke does. */
function Stopped({ trouble }: { trouble: Trouble }) {
  const { sentence, next } = troubles[trouble];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Line>The draft can't be saved from this page. {sentence} Your text is still here.</Line>
      {next === 'reload' ? <ReloadButton /> : null}
    </div>
  );
}

/** Keeps its height, so that nothing moves when the words change. */
const Line = ({ children }: { children: ReactNode }) => (
  <p className="min-h-5 text-[0.8125rem] text-muted">{children}</p>
);

function Discard({ draft }: { draft: DraftControls }) {
  const [, withoutScripts] = useActionState(discardDraftAction, idle as ActionState<undefined>);
  const guard = useSessionGuard();
  const [pending, setPending] = useState(false);
  const discard = async (event: MouseEvent<HTMLButtonElement>) => {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const which = new FormData();
    which.set(draftFormField, draft.form);
    if (guard) which.set(actingAsField, guard.userId);
    which.set(idempotencyKeyField, crypto.randomUUID?.() ?? '');
    const called = await callAction(discardDraftAction, which);
    setPending(false);
    if (called.kind === 'answered' && called.state.status === 'done') return draft.discarded();
    if (called.kind === 'answered' && called.state.status === 'signed_out') void guard?.recheck();
    toast(`The draft wasn't discarded. ${reasonOf(called)}`, { tone: 'danger' });
  };
  return (
    <>
      <input type="hidden" name={draftFormField} value={draft.form} />
      <button
        type="submit"
        formAction={withoutScripts}
        formNoValidate
        onClick={discard}
        className="text-ink underline underline-offset-2 hover:no-underline"
      >
        Discard
      </button>
    </>
  );
}

const reasonOf = (called: Called<undefined>): string =>
  called.kind === 'trouble'
    ? troubleSentence(called.trouble, { typed: 'nothing', retryAfterSeconds: called.retryAfterSeconds })
    : (called.kind === 'answered' && called.state.message) || 'Try again in a moment.';
