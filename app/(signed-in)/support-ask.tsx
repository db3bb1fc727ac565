'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { toast } from '@/app/ui/toaster';
import type { SupportLevel } from '@/lib/config/support';
import { purposes } from '@/lib/words/reasons';
import { fromSupport } from '@/lib/words/support';
import { allowSupportAction, refuseSupportAction } from './support-actions';

export interface SupportAskProps {
  ask: { readonly id: string; readonly staffName: string | null; readonly reason: string };
  /** How long a visit lasts at most. */
  minutes: number;
  needsProof: boolean;
}

/** Stays above the page until it is answered. Nothing happens without an answer. */
export function SupportAsk({ ask, minutes, needsProof }: SupportAskProps) {
  const hint = `support-ask-${ask.id}`;
  return (
    <Note tone="info" role="region" aria-label="Support asks to see your account" className="mb-6">
      <p>
        <PersonText>{fromSupport(ask.staffName)}</PersonText> asks to see your account for {minutes} minutes:
        “<PersonText>{ask.reason}</PersonText>”
      </p>
      <p className="mt-1 text-[0.8125rem] text-muted">
        This is for one visit. They never see your password or codes, and you can end it at any time.
      </p>
      <div className="mt-3 flex flex-wrap items-start gap-2">
        <Allow id={ask.id} level="view" describedBy={needsProof ? hint : undefined}>
          Allow viewing
        </Allow>
        <Allow id={ask.id} level="act" describedBy={needsProof ? hint : undefined}>
          Allow viewing and changes
        </Allow>
        <Refuse id={ask.id} />
      </div>
      <ProofHint id={hint} needsProof={needsProof} purpose="allow it" className="mt-2" />
    </Note>
  );
}

type AllowProps = { id: string; level: SupportLevel; describedBy: string | undefined; children: string };

function Allow({ id, level, describedBy, children }: AllowProps) {
  const { state, pending, form } = useActionForm(allowSupportAction, {
    purpose: purposes.allow_support,
    onDone: () =>
      toast('Support may see your account once. Take it back, or end it, in Settings under Sessions.'),
  });
  return (
    <form {...form}>
      <input type="hidden" name="grantId" value={id} />
      <input type="hidden" name="level" value={level} />
      <SubmitButton
        size="sm"
        variant={level === 'view' ? 'primary' : 'secondary'}
        pending={pending}
        aria-describedby={describedBy}
      >
        {children}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}

function Refuse({ id }: { id: string }) {
  const { state, pending, form } = useActionForm(refuseSupportAction, {
    onDone: () => toast('Support was told no.'),
  });
  return (
    <form {...form}>
      <input type="hidden" name="grantId" value={id} />
      <SubmitButton size="sm" variant="secondary" pending={pending}>
        No
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
