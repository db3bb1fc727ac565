import { Note } from '@/app/ui/note';
import { isProofNoted } from '@/lib/web/cookies/proven-for';

/** With scripts the action continues by itself; without them, the person presses the button again. */
export async function ProofNote() {
  if (!(await isProofNoted())) return null;
  return (
    <Note role="status" tone="good" news className="mb-6">
      You confirmed it's you. Nothing has been done yet: press the button again to go on.
    </Note>
  );
}
