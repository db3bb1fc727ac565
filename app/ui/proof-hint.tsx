/** Says beforehand that a button will ask for proof; the button names it by `aria-describedby`. */
export function ProofHint({ id, needsProof }: { id: string; needsProof: boolean }) {
  return needsProof ? (
    <p id={id} className="text-[0.8125rem] text-muted">
      We will ask for your password first.
    </p>
  ) : null;
}
