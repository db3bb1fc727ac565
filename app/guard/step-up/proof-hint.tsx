'use client';

import type { StepUpWay } from '@/lib/proof';
import { useStepUp } from './context';

const proofs: Record<StepUpWay, string> = {
  passkey: 'your passkey or a code',
  code: 'a code',
  password: 'your password',
  email_code: 'a code from your email',
};

type Props = {
  id?: string;
  needsProof: boolean;
  /** What the proof is for, if the button is not beside the hint. */
  purpose?: string;
  className?: string;
};

/** Says beforehand that a button will ask for proof, and which kind; the button points here with `aria-describedby`. */
export function ProofHint({ id, needsProof, purpose, className = '' }: Props) {
  const [strongest = 'password'] = useStepUp()?.ways ?? [];
  if (!needsProof) return null;
  return (
    <p id={id} className={`text-[0.8125rem] text-muted ${className}`}>
      {purpose ? `To ${purpose}, we’ll` : 'We’ll'} ask for {proofs[strongest]} first.
    </p>
  );
}
