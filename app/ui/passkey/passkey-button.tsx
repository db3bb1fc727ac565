'use client';

import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, type ButtonProps } from '../button';
import { FormMessage } from '../form-message';
import { useHydrated } from '../use-hydrated';
import { askForPasskey, canAsk } from './ask';

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

/** Whether this browser can do it is known only in the browser: until then, and without scripts, there is no button. */
export const usePasskeys = (): boolean => useHydrated() && canAsk();

/** In place of a button that would do nothing. */
export const NeedsScripts = () => (
  <noscript>
    <p className="text-muted">Passkeys need JavaScript, which is switched off in this browser.</p>
  </noscript>
);

export function PasskeyButton({ path, pending, onAnswer, onCancel, children, ...look }: Props) {
  const able = usePasskeys();
  const [asking, setAsking] = useState(false);
  const [message, setMessage] = useState<string>();
  if (!able) return null;
  const press = async () => {
    setAsking(true);
    setMessage(undefined);
    const asked = await askForPasskey(path);
    setAsking(false);
    if (asked.kind === 'answered') return onAnswer(asked.answer);
    if (asked.kind === 'trouble') setMessage(asked.message);
    onCancel?.();
  };
  return (
    <>
      {message ? <FormMessage state={{ status: 'refused', message }} /> : null}
      <Button {...look} pending={pending || asking} pendingLabel="Waiting for your passkey…" onClick={press}>
        <KeyRound aria-hidden="true" className="size-4" />
        {children}
      </Button>
    </>
  );
}
