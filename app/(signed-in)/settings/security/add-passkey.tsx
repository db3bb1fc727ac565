'use client';

import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { fetchNewPasskeyOptions, passkeyQuestions, withAnswer } from '@/app/guard/passkey/ask';
import { NeedsScripts, placeOnly, UnusedPasskey, usePasskeys } from '@/app/guard/passkey/passkey-button';
import { useSessionGuard } from '@/app/guard/session/context';
import { useStepUp } from '@/app/guard/step-up/context';
import { Button } from '@/app/ui/button';
import { toast } from '@/app/ui/toaster';
import type { ActionState } from '@/lib/web/guards/action-state';
import { purposes } from '@/lib/words/reasons';
import { addPasskeyAction } from './passkey-actions';

/** Proof first, then the device's own dialog, then the server's answer. */
export function AddPasskey({ primary }: { primary: boolean }) {
  const able = usePasskeys();
  const stepUp = useStepUp();
  const [asking, setAsking] = useState(false);
  const guard = useSessionGuard();
  const [trouble, setTrouble] = useState<ActionState<never>>();
  const [unused, setUnused] = useState(false);
  const { state, pending, submit } = useActionForm(addPasskeyAction, {
    purpose: purposes.change_factors,
    // Each question takes one answer, so a second try needs a new question.
    repeats: false,
    onDone: () => toast('Passkey added. All your other devices were signed out.'),
  });
  const press = async () => {
    setAsking(true);
    setTrouble(undefined);
    setUnused(false);
    const ask = () => fetchNewPasskeyOptions(passkeyQuestions.new, { owner: guard?.userId });
    let asked = await ask();
    if (asked.kind === 'proof_needed' && (await stepUp?.confirm(purposes.change_factors)))
      asked = await ask();
    setAsking(false);
    if (asked.kind === 'answered') void submit(withAnswer(null, asked.answer));
    setUnused(asked.kind === 'unused');
    if (asked.kind === 'trouble') setTrouble(asked.state);
    if (asked.kind === 'another_person') void guard?.recheck();
  };
  if (able === false)
    return <p className="text-muted">This browser can't use passkeys. Try another browser or device.</p>;
  return (
    <div className="flex flex-col items-start gap-4">
      <NeedsScripts />
      <UnusedPasskey shown={unused && !pending}>
        No passkey was added. Try again, or use another browser or device.
      </UnusedPasskey>
      <FormMessage state={trouble && !pending ? trouble : state} />
      <Button
        variant={primary ? 'primary' : 'secondary'}
        className={able ? undefined : placeOnly}
        pending={asking || pending}
        pendingLabel="Waiting for your device…"
        onClick={press}
      >
        <KeyRound aria-hidden="true" className="size-4" />
        Add passkey
      </Button>
    </div>
  );
}
