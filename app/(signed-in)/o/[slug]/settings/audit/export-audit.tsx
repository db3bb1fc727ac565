'use client';

import { Download, LockKeyhole } from 'lucide-react';
import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { saveFile } from '@/app/ui/save-file';
import { toast } from '@/app/ui/toaster';
import { purposes } from '@/lib/words/reasons';
import { exportAuditAction } from './actions';

type Props = { kind: string | undefined; person: string | undefined; file: string; needsProof: boolean };

/** With the filters that the page shows. */
export function ExportAudit({ kind = '', person = '', file, needsProof }: Props) {
  const { state, pending, form } = useActionForm(exportAuditAction, {
    purpose: purposes.export_audit,
    onDone: () => {
      saveFile(file);
      toast('The audit is being downloaded.');
    },
  });
  const hint = useId();
  const Icon = needsProof ? LockKeyhole : Download;
  return (
    <form {...form} className="flex flex-col items-start gap-2 sm:items-end">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="person" value={person} />
      <SubmitButton
        size="sm"
        variant="secondary"
        pending={pending}
        aria-describedby={needsProof ? hint : undefined}
      >
        <Icon aria-hidden="true" className="size-3.5" />
        Download CSV
      </SubmitButton>
      <ProofHint id={hint} needsProof={needsProof} />
      <FormMessage state={state} />
    </form>
  );
}
