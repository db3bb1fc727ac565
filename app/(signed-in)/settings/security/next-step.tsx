import type { ReactNode } from 'react';
import { Note } from '@/app/ui/note';
import { isOn } from '@/lib/config/features';
import type { Factors } from '@/lib/flows/factors/list-factors';

type Props = {
  factors: Factors;
  hasPassword: boolean;
  /** How long recovery takes without any factor, such as "72-hour"; undefined if only an operator can help. */
  wait: string | undefined;
};

/** The one step that would protect the account most right now. */
export function NextStepNote(props: Props) {
  const step = nextStep(props);
  return step ? (
    <Note tone={isProtected(props.factors) ? 'warn' : 'info'} className="mb-6">
      <p>{step}</p>
    </Note>
  ) : null;
}

const isProtected = ({ authenticator, passkeys }: Factors) =>
  authenticator.on !== undefined || passkeys.length > 0;

function nextStep({ factors, hasPassword, wait }: Props): ReactNode {
  const { authenticator, recoveryCodes, codesOff } = factors;
  if (!isProtected(factors)) return firstFactorStep(hasPassword);
  if (codesOff && authenticator.on)
    return 'Too many wrong codes were entered, so codes from the app are off. Sign in with a recovery code to turn them on again.';
  if (recoveryCodes.left === 0)
    return (
      <>
        Next step: <To section="recovery-codes">create recovery codes</To>. Without them, losing your device
        means{' '}
        {wait ? `a ${wait} wait to get back in` : 'asking the people who run the service to let you back in'}.
      </>
    );
  if (recoveryCodes.few)
    return (
      <>
        Next step: <To section="recovery-codes">replace your recovery codes</To>.{' '}
        {recoveryCodes.left === 1 ? 'One is' : `${recoveryCodes.left} are`} left.
      </>
    );
  return undefined;
}

/** Nothing to advise where the product has no second factor. */
function firstFactorStep(hasPassword: boolean): ReactNode {
  if (isOn('passkeys'))
    return (
      <>
        Next step: <To section="passkeys">add a passkey</To>. Signing in gets easier, and{' '}
        {hasPassword ? 'a stolen password alone opens nothing' : 'nobody can trick it out of you'}.
      </>
    );
  if (isOn('authenticatorApp') && hasPassword)
    return (
      <>
        Next step: <To section="authenticator-app">set up an authenticator app</To>. A stolen password alone
        then opens nothing.
      </>
    );
  return undefined;
}

const To = ({ section, children }: { section: string; children: ReactNode }) => (
  <a href={`#${section}`} className="text-link">
    {children}
  </a>
);
