'use client';

import { type MouseEvent, type ReactNode, useActionState, useState } from 'react';
import { draftFormField } from '@/lib/draft/rules';
import { type ActionState, actingAsField, idle } from '@/lib/web/action-state';
import { Button } from '../button';
import { useSessionGuard } from '../session-guard/context';
import { toast } from '../toaster';
import { discardDraft } from './actions';
import type { DraftControls } from './use-draft';

/** Says quietly what has become of what was typed. Stands inside the form. */
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
      return <Line>The draft is not saved yet. We keep trying; your text is still here.</Line>;
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
            was overwritten: choose which text to go on with.
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

/** Keeps its height, so that nothing moves when the words change. */
const Line = ({ children }: { children: ReactNode }) => (
  <p className="min-h-5 text-[0.8125rem] text-muted">{children}</p>
);

function Discard({ draft }: { draft: DraftControls }) {
  const [, withoutScripts] = useActionState(discardDraft, idle as ActionState<undefined>);
  const guard = useSessionGuard();
  const [pending, setPending] = useState(false);
  const discard = async (event: MouseEvent<HTMLButtonElement>) => {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const which = new FormData();
    which.set(draftFormField, draft.form);
    if (guard) which.set(actingAsField, guard.userId);
    const answer = await discardDraft(idle, which).catch(() => undefined);
    setPending(false);
    if (answer?.status === 'done') draft.discarded();
    else toast('The draft could not be discarded. Try again in a moment.', { tone: 'danger' });
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
