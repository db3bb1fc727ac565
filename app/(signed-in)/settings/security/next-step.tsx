import { Note } from '@/app/ui/note';
import type { Factors } from '@/lib/flows/factors';

/** The one thing that would protect the account best now. */
export function NextStep({ factors }: { factors: Factors }) {
  const step = nextStep(factors);
  return step ? (
    <Note tone={isProtected(factors) ? 'warn' : 'info'} className="mb-6">
      {step}
    </Note>
  ) : null;
}

const isProtected = ({ authenticator, passkeys }: Factors) =>
  authenticator.on !== undefined || passkeys.length > 0;

function nextStep(factors: Factors): string | undefined {
  const { authenticator, recoveryCodes, codesOff } = factors;
  if (!isProtected(factors))
    return 'Next step: add a passkey. Signing in gets easier, and a stolen password alone opens nothing.';
  if (codesOff && authenticator.on)
    return 'Too many wrong codes were entered, so codes from the app are off. Sign in with a recovery code to turn them on again.';
  if (recoveryCodes.left === 0)
    return 'Next step: create recovery codes. Without them, losing your device locks you out.';
  if (recoveryCodes.few)
    return `Next step: create new recovery codes. ${recoveryCodes.left === 1 ? 'One is' : `${recoveryCodes.left} are`} left.`;
  return undefined;
}
