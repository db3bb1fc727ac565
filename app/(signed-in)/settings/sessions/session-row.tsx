'use client';

import { LockKeyhole, Waypoints } from 'lucide-react';
import { useId, useRef } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { RenameForm } from '@/app/guard/forms/rename-form';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { useRenaming } from '@/app/guard/forms/use-renaming';
import { Badge } from '@/app/ui/badge';
import { Button, SubmitButton } from '@/app/ui/button';
import { CardItem } from '@/app/ui/card';
import { DeviceIcon } from '@/app/ui/device-icon';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { inSentence } from '@/lib/typed/visible';
import { purposes } from '@/lib/words/reasons';
import { renameSessionAction as renameSession, revokeAction } from './actions';
import { proofNoteId, sessionsPath } from './names';
import type { ShownSession } from './shown-session';

type Props = {
  session: ShownSession;
  needsProof: boolean;
  now: string;
  zone: string | undefined;
  /** The page's address asks for the form: without scripts, that is how it opens. */
  renamingAsked: boolean;
};

export function SessionRow({ session, needsProof, now, zone, renamingAsked }: Props) {
  const rename = useRenaming(session.id, renamingAsked);
  const name = useId();
  const item = useRef<HTMLLIElement>(null);
  useFocusWhenGone(item);
  return (
    <CardItem
      ref={item}
      icon={<DeviceIcon kind={session.deviceKind} />}
      aria-labelledby={name}
      actions={
        rename.open ? undefined : (
          <>
            <form method="get" onSubmit={rename.begin}>
              <Button
                ref={rename.button}
                type="submit"
                name="rename"
                value={session.id}
                size="sm"
                aria-describedby={name}
              >
                Rename
              </Button>
            </form>
            {session.current ? null : (
              <RevokeForm session={session} needsProof={needsProof} describedBy={name} />
            )}
          </>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <PersonText id={name}>{session.deviceName}</PersonText>
        {session.current ? <Badge tone="accent">This device</Badge> : null}
        {session.may ? <Badge>App</Badge> : null}
        {session.trusted ? <Badge tone="good">Trusted</Badge> : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <span>
            Last active <Time at={session.lastActiveAt} now={now} zone={zone} />
          </span>
          {session.place}
          <span>
            signed in <Time at={session.signedInAt} now={now} zone={zone} style="date" /> {session.proven}
          </span>
          {session.remembered ? 'kept signed in' : null}
        </Segments>
      </p>
      {session.may && session.may.length > 0 ? (
        <p className="mt-0.5 text-[0.8125rem] text-muted">Can {inOneSentence(session.may)}</p>
      ) : null}
      <UseChanged text="Used from a new network" at={session.networkChangedAt} now={now} zone={zone} />
      <UseChanged text="Used by a different browser" at={session.browserChangedAt} now={now} zone={zone} />
      {rename.open ? (
        <RenameForm
          action={renameSession}
          thing={{ field: 'sessionId', id: session.id }}
          name={{ field: 'deviceName', label: 'Device name', value: session.deviceName }}
          close={rename.end}
          cancelHref={sessionsPath}
        />
      ) : null}
    </CardItem>
  );
}

const inOneSentence = (deeds: readonly string[]) =>
  deeds.map((deed) => deed.charAt(0).toLowerCase() + deed.slice(1)).join(' · ');

/** Not wrong in itself: only the person knows whether they travelled. The next sensitive action asks for proof anyway. */
function UseChanged({
  text,
  at,
  ...times
}: {
  text: string;
  at?: string;
  now: string;
  zone: string | undefined;
}) {
  if (!at) return null;
  return (
    <p className="mt-1 flex items-start gap-1.5 text-[0.8125rem]">
      <Waypoints aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-warn-ink" />
      <span>
        {text}, <Time at={at} {...times} style="day" />
      </span>
    </p>
  );
}

type RevokeProps = { session: ShownSession; needsProof: boolean; describedBy: string };

function RevokeForm({ session, needsProof, describedBy }: RevokeProps) {
  const { state, pending, form } = useActionForm(revokeAction, {
    purpose: purposes.revoke_session,
    onDone: () => toast(`${inSentence(session.deviceName)} was signed out.`),
  });
  return (
    <form {...form}>
      <input type="hidden" name="sessionId" value={session.id} />
      <SubmitButton
        size="sm"
        variant="secondary"
        pending={pending}
        aria-describedby={needsProof ? `${describedBy} ${proofNoteId}` : describedBy}
      >
        {needsProof ? <LockKeyhole aria-hidden="true" className="size-3.5 text-muted" /> : null}
        Revoke
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
