'use client';

import { Download, LockKeyhole } from 'lucide-react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { SubmitButton } from '@/app/ui/button';
import { saveFile } from '@/app/ui/save-file';
import { Section } from '@/app/ui/section';
import { toast } from '@/app/ui/toaster';
import { isOn } from '@/lib/config/features'; // only: plans or drafts
import { purposes } from '@/lib/words/reasons';
import { exportDataAction } from './export-actions';
import { exportPath } from './export-path';

const noteId = 'export-note';

const everything = new Intl.ListFormat('en').format([
  'your profile',
  ...(isOn('plans') ? ['plan and billing details'] : []), // only: plans
  'sessions and known devices',
  'your activity',
  'projects', // only: sample
  ...(isOn('drafts') ? ['drafts'] : []), // only: drafts
  'which emails we sent you',
]);

/** `needsProof`: whether the password will be asked for first, as far as the page knows. */
export function ExportData({ needsProof }: { needsProof: boolean }) {
  const { state, pending, form } = useActionForm(exportDataAction, {
    purpose: purposes.export_data,
    onDone: () => {
      saveFile(exportPath);
      toast('Your data is being downloaded.');
    },
  });
  const Icon = needsProof ? LockKeyhole : Download;
  return (
    <Section
      title="Export your data"
      description={`One JSON file with what we keep about you: ${everything}. It contains no passwords.`}
    >
      <form {...form} className="flex flex-col items-start gap-3">
        <FormMessage state={state} />
        <SubmitButton
          variant="secondary"
          pending={pending}
          aria-describedby={needsProof ? noteId : undefined}
        >
          <Icon aria-hidden="true" className="size-4 text-muted" />
          Export my data
        </SubmitButton>
        <ProofHint id={noteId} needsProof={needsProof} />
      </form>
    </Section>
  );
}
