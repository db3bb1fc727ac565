'use client';

import { LockKeyhole } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Button, SubmitButton } from '@/app/ui/button';
import { AlertDialog, DialogActions } from '@/app/ui/dialog';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { useHydrated } from '@/app/ui/use-hydrated';
import { purposes } from '@/lib/words/reasons';
import { revokeOthersAction } from './actions';
import { proofNoteId, sessionsPath } from './names';
import type { ShownSession } from './shown-session';

type Props = {
  others: readonly ShownSession[];
  needsProof: boolean;
  now: string;
  zone: string | undefined;
};

const question = (others: readonly ShownSession[]) =>
  `Sign out ${others.length === 1 ? 'one other session' : `${others.length} other sessions`}?`;
const consequence = 'This device stays signed in. The others have to sign in again.';

/** Says how many and which before it acts: in a dialog, or without scripts on a page of its own. */
export function SignOutOthers(props: Props) {
  const { others, needsProof } = props;
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  useFocusWhenGone();
  const described = needsProof ? proofNoteId : undefined;
  const label = (
    <>
      {needsProof ? <LockKeyhole aria-hidden="true" className="size-3.5 text-muted" /> : null}
      Sign out other sessions
    </>
  );
  if (!hydrated) {
    return (
      <form method="get">
        <Button type="submit" name="confirm" value="others" aria-describedby={described}>
          {label}
        </Button>
      </form>
    );
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button aria-describedby={described}>{label}</Button>}
      title={question(others)}
      description={consequence}
    >
      <div className="max-h-60 overflow-y-auto">
        <Others {...props} />
      </div>
      <SignOutForm count={others.length} onDone={() => setOpen(false)}>
        <Button onClick={() => setOpen(false)}>Cancel</Button>
      </SignOutForm>
    </AlertDialog>
  );
}

/** The same question as a page. */
export function SignOutOthersPage(props: Props) {
  useFocusWhenGone();
  return (
    <>
      <PageHeader title={question(props.others)} description={consequence} />
      <div className="max-w-md">
        <Others {...props} />
        <SignOutForm count={props.others.length}>
          <LinkButton href={sessionsPath}>Cancel</LinkButton>
        </SignOutForm>
      </div>
    </>
  );
}

function Others({ others, now, zone }: Omit<Props, 'needsProof'>) {
  return (
    <ul className="mb-5 list-disc space-y-1.5 pl-5">
      {others.map((session) => (
        <li key={session.id}>
          <PersonText>{session.deviceName}</PersonText>
          <span className="block text-[0.8125rem] text-muted">
            <Segments>
              <span>
                Last active <Time at={session.lastActiveAt} now={now} zone={zone} />
              </span>
              {session.place}
            </Segments>
          </span>
        </li>
      ))}
    </ul>
  );
}

type FormProps = { count: number; onDone?: () => void; children: ReactNode };

function SignOutForm({ count, onDone, children }: FormProps) {
  const { state, pending, form } = useActionForm(revokeOthersAction, {
    purpose: purposes.sign_out_others,
    onDone: ({ message }) => {
      onDone?.();
      if (message) toast(message);
    },
  });
  return (
    <form {...form} className="flex flex-col gap-3">
      <FormMessage state={state} />
      <DialogActions>
        {children}
        <SubmitButton variant="danger" pending={pending} pendingLabel="Signing out…">
          Sign out {count}
        </SubmitButton>
      </DialogActions>
    </form>
  );
}
