'use client';

import { Hourglass } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/app/ui/button';
import { Dialog } from '@/app/ui/dialog';
import { durationWords } from '@/lib/time';
import type { SessionBody } from '@/lib/web/guards/session-body';
import { type InPlaceActions, InPlaceSignIn, type Recheck } from './in-place-sign-in';
import { WarningBar } from './warning-bar';

type LimitWarningProps = {
  readonly secondsLeft: number;
  readonly body: SessionBody;
  readonly signIn: InPlaceActions;
  readonly recheck: Recheck;
};

/** Before the absolute limit only a full sign-in helps (NIST 800-63B-4 §5.2); done in place, nothing on the page moves. */
export function LimitWarning({ secondsLeft, body, signIn, recheck }: LimitWarningProps) {
  const [open, setOpen] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const limit = durationWords(body.session.absoluteTimeoutSeconds).replace(/^(\d+) (\w+?)s?$/, '$1-$2');
  return (
    <>
      <WarningBar
        icon={<Hourglass aria-hidden="true" className="size-4 shrink-0" />}
        action={
          <Button size="sm" onClick={() => setOpen(true)}>
            Sign in again
          </Button>
        }
      >
        This session reaches its {limit} limit <AtThatTime secondsLeft={secondsLeft} />. Sign in again now and
        keep working.
      </WarningBar>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Sign in again"
        description={`The page stays as it is, and you can keep working for another ${durationWords(body.session.absoluteTimeoutSeconds)}.`}
        initialFocus={password}
        size="sm"
      >
        <InPlaceSignIn body={body} signIn={signIn} recheck={recheck} passwordRef={password} samePerson />
      </Dialog>
    </>
  );
}

/** Uses the clock on the reader's own screen, right or wrong: it is the one they look at. It decides nothing. */
function AtThatTime({ secondsLeft }: { secondsLeft: number }) {
  // Fixed once: worked out every second, it would flicker between two minutes.
  const [at] = useState(() => new Date(Date.now() + secondsLeft * 1000));
  const words = at.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
  return <>at {words}</>;
}
