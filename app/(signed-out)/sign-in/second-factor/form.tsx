'use client';

import { CodeFields } from '@/app/guard/forms/code-fields';
import { DeviceEvidenceField } from '@/app/guard/forms/device-evidence-field';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { withAnswer } from '@/app/guard/passkey/ask';
import { NeedsScripts } from '@/app/guard/passkey/passkey-button';
import { otherProof, SecondProof } from '@/app/guard/passkey/second-proof';
import { PageLink } from '@/app/ui/page-link';
import { finishAction } from './actions';

type Props = {
  next: string;
  recovery: boolean;
  /** What the person has besides recovery codes. */
  passkey: boolean;
  app: boolean;
  trustFor: string | undefined;
  /** Links to the same page with the other kind of code. */
  other: string;
};

export function SecondFactorForm({ next, recovery, passkey, app, trustFor, other }: Props) {
  const { state, pending, submit, form } = useActionForm(finishAction, { repeats: false });
  const answered = (answer: string) => void submit(withAnswer(form.ref.current, answer));
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      {passkey && !recovery ? <NeedsScripts /> : null}
      <DeviceEvidenceField />
      <SecondProof passkey={passkey} app={app} recovery={recovery} pending={pending} onAnswer={answered}>
        <CodeFields state={state} recovery={recovery} code={recovery || app} trustFor={trustFor} />
      </SecondProof>
      <PageLink href={other} className="self-start text-link">
        {otherProof({ recovery, passkey })}
      </PageLink>
    </form>
  );
}
