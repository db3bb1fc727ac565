type Props = {
  id: string;
  needsProof: boolean;
  /** How the sentence begins. */
  before?: string;
};

/** Says beforehand that a button will ask for proof; the button names it by `aria-describedby`. */
export function ProofHint({ id, needsProof, before = 'First, we' }: Props) {
  return needsProof ? (
    <p id={id} className="text-[0.8125rem] text-muted">
      {before} will ask you to confirm that it is you.
    </p>
  ) : null;
}
