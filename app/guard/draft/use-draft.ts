/** Keeps what is typed into a form on the server, and offers it back. */

'use client';

import { type FormEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useHydrated } from '@/app/ui/use-hydrated';
import type { DraftFields } from '@/lib/draft/rules';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import { useSessionGuard } from '../session/context';
import { fieldsOf, fillForm } from './form-fields';
import { DraftKeeper, type DraftStatus } from './keeper';
import { fetchDraft, sendDraft } from './save-draft';

export type DraftControls = {
  readonly form: string;
  readonly status: DraftStatus;
  readonly onInput: (event: FormEvent<HTMLFormElement>) => void;
  /** The person discards it; the server already has. */
  readonly discarded: () => void;
  readonly takeTheirs: (theirs: DraftBody) => void;
  readonly keepMine: (theirs: DraftBody) => void;
  readonly beforeSend: () => Promise<void>;
  readonly afterSend: (through: boolean) => void;
  /** Somebody else is signed in here: nothing of it is theirs to keep. */
  readonly stop: () => void;
};

/** Nobody misses a draft that only repeats what is saved. */
const statusOf = ({ version, fields, savedWords }: DraftBody, saved: DraftFields): DraftStatus =>
  version > 0 && differ(fields, saved) ? { kind: 'restored', at: savedWords ?? '' } : { kind: 'none' };

/** `saved` is what the fields hold without a draft. */
export function useDraft(
  initial: DraftBody | undefined,
  form: RefObject<HTMLFormElement | null>,
  saved: DraftFields,
): DraftControls | undefined {
  const owner = useSessionGuard()?.userId;
  const [status, setStatus] = useState<DraftStatus>(() =>
    initial ? statusOf(initial, saved) : { kind: 'none' },
  );
  const name = initial?.off ? undefined : initial?.form;
  const first = useRef(initial);
  const keeper = useKeeper(name, first, setStatus);

  useFarewell(keeper);
  const back = useRef({ saved, setStatus });
  back.current = { saved, setStatus };
  useNewerDraft(keeper, { first, form, back, owner });

  if (!keeper || name === undefined) return undefined;
  const show = (draft: DraftBody, fields: DraftFields) => {
    if (form.current) fillForm(form.current, fields);
    keeper.shows(draft);
    setStatus(statusOf(draft, saved));
  };
  return {
    form: name,
    status,
    onInput: ({ currentTarget }) => keeper.changed(fieldsOf(currentTarget)),
    discarded: () => show({ form: name, fields: {}, version: 0 }, saved),
    takeTheirs: (theirs) => show(theirs, theirs.fields),
    keepMine: (theirs) => form.current && void keeper.insist(theirs, fieldsOf(form.current)),
    beforeSend: () => keeper.settle(),
    stop: () => keeper.stop(),
    afterSend: (through) => {
      if (through) return keeper.sent();
      const typed = form.current ? fieldsOf(form.current) : {};
      keeper.resume(differ(typed, saved) ? typed : undefined);
    },
  };
}

/** Nothing is kept without a draft, nor outside of a session. */
function useKeeper(
  name: string | undefined,
  first: RefObject<DraftBody | undefined>,
  setStatus: (status: DraftStatus) => void,
): DraftKeeper | undefined {
  const guard = useSessionGuard();
  return useMemo(() => {
    if (name === undefined || !guard) return undefined;
    return new DraftKeeper(
      first.current?.version ?? 0,
      (fields, seen, leaving) => sendDraft(name, fields, seen, { leaving, guard }),
      setStatus,
    );
  }, [name, first, guard, setStatus]);
}

/** When the page goes away or into the background, this saves what is not saved yet. */
function useFarewell(keeper: DraftKeeper | undefined) {
  useEffect(() => {
    if (!keeper) return;
    const flush = () => void keeper.flush(true);
    const hidden = () => document.visibilityState === 'hidden' && flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      flush();
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, [keeper]);
}

/** A page from the router's cache shows the draft as it was when first opened, so this asks for a newer one. */
function useNewerDraft(
  keeper: DraftKeeper | undefined,
  {
    first,
    form,
    back,
    owner,
  }: {
    first: RefObject<DraftBody | undefined>;
    form: RefObject<HTMLFormElement | null>;
    back: RefObject<{ saved: DraftFields; setStatus: (status: DraftStatus) => void }>;
    owner: string | undefined;
  },
) {
  const cameWithDocument = !useHydrated();
  const asks = useRef(!cameWithDocument);
  useEffect(() => {
    const shown = first.current;
    if (!keeper || !shown || owner === undefined) return;
    if (!asks.current) {
      // Typed before the scripts ran.
      const typed = form.current ? fieldsOf(form.current) : {};
      if (differ(typed, { ...back.current.saved, ...shown.fields })) keeper.changed(typed);
      return;
    }
    asks.current = false;
    void fetchDraft(shown.form, owner).then((draft) => {
      if (!draft || draft.version === shown.version || keeper.dirty || !form.current) return;
      fillForm(form.current, { ...back.current.saved, ...draft.fields });
      keeper.shows(draft);
      back.current.setStatus(statusOf(draft, back.current.saved));
    });
  }, [keeper, first, form, back, owner]);
}

const differ = (typed: DraftFields, expected: DraftFields) =>
  Object.entries(typed).some(([name, value]) => value !== (expected[name] ?? ''));
