import type { ReactNode } from 'react';
import { defaultPolicy } from '@/lib/config/policy';
import { countdownText, durationWords } from '@/lib/time';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { CardItem, CardList } from '../ui/card';
import { DeviceIcon } from '../ui/device-icon';
import { Field } from '../ui/field';
import { Note } from '../ui/note';

/** A picture made of the real components: visible, but neither read out nor focusable. Its caption says what it shows. */
function MockUp({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <figure className="min-w-0 rounded-xl border border-line bg-sunken p-4 sm:p-6">
      <div inert aria-hidden="true" className="pointer-events-none select-none">
        {children}
      </div>
      <figcaption className="sr-only">{caption}</figcaption>
    </figure>
  );
}

export function ReasonMockUp() {
  const idle = durationWords(defaultPolicy.idleTimeout);
  return (
    <MockUp caption="The sign-in page, with a note that says why the last session ended.">
      <div className="mx-auto max-w-sm">
        <Note tone="info">
          You were signed out after {idle} without activity. Sign in to pick up where you left off.
        </Note>
        <div className="mt-3 rounded-lg border border-line bg-surface p-5">
          <p className="font-semibold text-lg leading-6 tracking-tight">Sign in</p>
          <Field label="Email" name="mock-email" defaultValue="you@example.com" className="mt-4" />
          <Button variant="primary" wide className="mt-4">
            Sign in
          </Button>
        </div>
      </div>
    </MockUp>
  );
}

export function WarningMockUp() {
  const lead = defaultPolicy.warningLead;
  return (
    <MockUp caption="The warning before an idle session ends: first a banner at the top of the page, then a question.">
      <Note tone="warn" actions={<Button size="sm">Stay signed in</Button>}>
        We'll sign you out in {durationWords(lead)} because you've been inactive.
      </Note>
      <div className="mx-auto mt-4 max-w-sm rounded-xl border border-line bg-surface p-5 shadow-pop">
        <p className="font-semibold text-base leading-6">Are you still there?</p>
        <p className="mt-1.5 text-muted">
          For your security we'll sign you out in {countdownText(lead / 2)}. What you've typed is saved.
        </p>
        <div className="mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <Button>Sign out now</Button>
          <Button variant="primary">Stay signed in</Button>
        </div>
      </div>
    </MockUp>
  );
}

const sessions = [
  { kind: 'laptop', name: 'Chrome on MacBook', active: 'Last active today, 3:17 PM', badge: 'This device' },
  { kind: 'phone', name: 'Safari on iPhone', active: 'Last active yesterday, 9:05 AM', badge: undefined },
] as const;

export function SessionsMockUp() {
  return (
    <MockUp caption="The list of sessions in Settings: each device with its name, when it was last active, and a button to revoke it.">
      <CardList label="Sessions">
        {sessions.map(({ kind, name, active, badge }) => (
          <CardItem
            key={name}
            icon={<DeviceIcon kind={kind} />}
            actions={
              <>
                <Button size="sm">Rename</Button>
                {badge ? null : <Button size="sm">Revoke</Button>}
              </>
            }
          >
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              {name}
              {badge ? <Badge tone="accent">{badge}</Badge> : null}
            </p>
            <p className="mt-0.5 text-muted">{active}</p>
          </CardItem>
        ))}
      </CardList>
    </MockUp>
  );
}
