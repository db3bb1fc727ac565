'use client';

import { type ReactNode, useId } from 'react';
import { SubmitButton } from '@/app/ui/button';
import { ProofHint } from './proof-hint';

type Props = {
  needsProof: boolean;
  pending: boolean;
  pendingLabel: string;
  children: ReactNode;
};

/** The foot of a form that asks for fresh proof: its button, and beforehand the word that it will. */
export function SubmitWithProof({ needsProof, children, ...button }: Props) {
  const hint = useId();
  return (
    <div className="flex flex-col items-start gap-2">
      <SubmitButton {...button} aria-describedby={needsProof ? hint : undefined}>
        {children}
      </SubmitButton>
      <ProofHint id={hint} needsProof={needsProof} />
    </div>
  );
}
