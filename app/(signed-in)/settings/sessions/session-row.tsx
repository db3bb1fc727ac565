'use client';

import { LockKeyhole, Waypoints } from 'lucide-react';
import { useId, useState } from 'react';
import { Badge } from '@/app/ui/badge';
import { Button, SubmitButton } from '@/app/ui/button';
import { CardItem } from '@/app/ui/card';
import { DeviceIcon } from '@/app/ui/device-icon';
import { FormMessage } from '@/app/ui/form-message';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useActionForm } from '@/app/ui/use-action-form';
import { revoke } from './actions';
import { RenameForm } from './rename-form';
import type { ShownSession } from './shown-session';

type Props = { session: ShownSession; needsProof: boolean; now: string; zone: string };

export function SessionRow({ session, needsProof, now, zone }: Props) {
  const [renaming, setRenaming] = useState(false);
  const name = useId();
  return (
    <CardItem
      icon={<DeviceIcon kind={session.deviceKind} />}
      aria-labelledby={name}
      actions={
        renaming ? undefined : (
          <>
            <Button size="sm" aria-describedby={name} onClick={() => setRenaming(true)}>
              Rename
            </Button>
            {session.current ? null : (
              <RevokeForm session={session} needsProof={needsProof} describedBy={name} />
            )}
          </>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <span id={name} className="break-words">
          {session.deviceName}
        </span>
        {session.current ? <Badge tone="accent">This device</Badge> : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        Last active <Time at={session.lastActiveAt} now={now} zone={zone} />
        {session.ip ? ` · ${session.ip}` : ''} · signed in{' '}
        <Time at={session.signedInAt} now={now} zone={zone} style="date" /> with password
        {session.remembered ? ' · kept signed in' : ''}
      </p>
      <UseChanged text="Used from a new network" at={session.networkChangedAt} now={now} zone={zone} />
      <UseChanged text="Used by a different browser" at={session.browserChangedAt} now={now} zone={zone} />
      {renaming ? <RenameForm session={session} close={() => setRenaming(false)} /> : null}
    </CardItem>
  );
}

/** Nothing wrong by itself: a person knows whether they travelled. The next sensitive action asks for proof anyway. */
function UseChanged({ text, at, ...times }: { text: string; at?: string; now: string; zone: string }) {
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
  const { state, pending, form } = useActionForm(revoke, {
    purpose: 'revoke this session',
    onDone: () => toast(`${session.deviceName} was signed out.`),
  });
  return (
    <form {...form}>
      <input type="hidden" name="sessionId" value={session.id} />
      <SubmitButton
        size="sm"
        variant="secondary"
        pending={pending}
        aria-describedby={describedBy}
        title={needsProof ? 'You will confirm it is you first' : undefined}
      >
        {needsProof ? <LockKeyhole aria-hidden="true" className="size-3.5 text-muted" /> : null}
        Revoke
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
