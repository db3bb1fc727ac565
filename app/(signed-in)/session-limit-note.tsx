'use client';

import { PageLink } from '@/app/ui/page-link';
import { FormMessage } from '../guard/forms/form-message';
import { useActionForm } from '../guard/forms/use-action-form';
import { SubmitButton } from '../ui/button';
import { Note } from '../ui/note';
import { PersonText } from '../ui/person-text';
import { Time } from '../ui/time';
import { dismissSessionLimitNoteAction } from './account-actions';

type Device = { readonly deviceName: string; readonly lastActiveAt: string };
type Props = { limit: number; devices: readonly Device[]; now: string; zone: string | undefined };

/** Says at sign-in which devices the limit signed out. Calm: nothing is wrong, and there is nothing to do. */
export function SessionLimitNote({ limit, devices, now, zone }: Props) {
  const { state, pending, form } = useActionForm(dismissSessionLimitNoteAction, {
    // The focused button disappears with the note.
    onDone: () => document.getElementById('main')?.focus({ preventScroll: true }),
  });
  const [only, ...more] = devices;
  if (!only) return null;
  return (
    <Note
      role="status"
      tone="info"
      className="mb-6"
      actions={
        <form {...form}>
          <SubmitButton size="sm" variant="secondary" pending={pending}>
            Dismiss
          </SubmitButton>
          <FormMessage state={state} />
        </form>
      }
    >
      You can be signed in on {limit === 1 ? 'one device' : `${limit} devices`}, so{' '}
      {more.length > 0 ? (
        <>the {devices.length} used longest ago were signed out. </>
      ) : (
        <>
          <PersonText>{only.deviceName}</PersonText>, last active{' '}
          <Time at={only.lastActiveAt} now={now} zone={zone} style="day" />, was signed out.{' '}
        </>
      )}
      <PageLink href="/settings/sessions" className="text-accent-ink underline">
        See your sessions
      </PageLink>
    </Note>
  );
}
