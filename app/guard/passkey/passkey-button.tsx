'use client';

import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { canAsk, fetchPasskeyOptions } from '@/app/guard/passkey/ask';
import { Button, type ButtonProps } from '@/app/ui/button';
import { classNames } from '@/app/ui/class-names';
import { Note } from '@/app/ui/note';
import { useHydrated } from '@/app/ui/use-hydrated';
import type { ActionState } from '@/lib/web/guards/action-state';
import { FormMessage } from '../forms/form-message';
import { useSessionGuard } from '../session/context';

type Props = Pick<ButtonProps, 'variant' | 'wide' | 'className'> & {
  /** Where the question comes from. */
  readonly path: string;
  /** The form is on its way. */
  readonly pending: boolean;
  readonly onAnswer: (answer: string) => void;
  /** Nothing came of it. */
  readonly onCancel?: () => void;
  readonly children: ReactNode;
};

/** Whether this browser can do it. Only the browser knows, so it is undefined until the page's scripts run. */
export function usePasskeys(): boolean | undefined {
  const hydrated = useHydrated();
  return hydrated ? canAsk() : undefined;
}

/** Until that is known, the button keeps its place so that nothing below it moves; without scripts it has none. */
export const placeOnly = 'invisible noscript:hidden';

/** Replaces a button that would do nothing. */
export const NeedsScripts = () => (
  <noscript>
    <p className="text-muted">Passkeys need JavaScript, which is off in this browser.</p>
  </noscript>
);

/** Calm, because it may be just what the person wanted. Its live region is there beforehand, so it is read out. */
export const UnusedPasskey = ({ shown, children }: { shown: boolean; children: ReactNode }) => (
  <div role="status" className="empty:hidden">
    {shown ? <Note>{children}</Note> : null}
  </div>
);

/** For places where the passkey is offered first. */
export const UsePasskey = (props: Pick<Props, 'path' | 'pending' | 'onAnswer'>) => (
  <PasskeyButton {...props} variant="primary" wide>
    Use a passkey
  </PasskeyButton>
);

export function PasskeyButton({ path, pending, onAnswer, onCancel, children, className, ...look }: Props) {
  const able = usePasskeys();
  const [asking, setAsking] = useState(false);
  const guard = useSessionGuard();
  const [trouble, setTrouble] = useState<ActionState<never>>();
  const [unused, setUnused] = useState(false);
  if (able === false) return null;
  const press = async () => {
    setAsking(true);
    setTrouble(undefined);
    setUnused(false);
    const asked = await fetchPasskeyOptions(path, { owner: guard?.userId });
    setAsking(false);
    if (asked.kind === 'answered') return onAnswer(asked.answer);
    if (asked.kind === 'trouble') setTrouble(asked.state);
    if (asked.kind === 'another_person') void guard?.recheck();
    setUnused(asked.kind === 'unused');
    onCancel?.();
  };
  return (
    <>
      <UnusedPasskey shown={unused && !pending}>
        No passkey was used. Try again, or use another way.
      </UnusedPasskey>
      {trouble ? <FormMessage state={trouble} /> : null}
      <Button
        {...look}
        className={classNames(className, !able && placeOnly)}
        pending={pending || asking}
        pendingLabel="Waiting for your passkey…"
        onClick={press}
      >
        <KeyRound aria-hidden="true" className="size-4" />
        {children}
      </Button>
    </>
  );
}
