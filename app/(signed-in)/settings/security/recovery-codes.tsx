'use client';

import { Button, SubmitButton } from '@/app/ui/button';
import { FormMessage } from '@/app/ui/form-message';
import { Note } from '@/app/ui/note';
import { PlainList } from '@/app/ui/plain-list';
import { toast } from '@/app/ui/toaster';
import { useActionForm } from '@/app/ui/use-action-form';
import { useHydrated } from '@/app/ui/use-hydrated';
import { product } from '@/lib/config/product';
import { purposes } from '@/lib/web/messages';
import { createCodes } from './factor-actions';

/** Ten at a time; the page shows them with the answer and never again. */
export function RecoveryCodes({ left }: { left: number }) {
  const { state, pending, form } = useActionForm(createCodes, {
    purpose: purposes.change_factors,
    // Sent twice it would show codes that the next answer has replaced.
    repeats: false,
  });
  const codes = state.status === 'done' ? state.data?.codes : undefined;
  return (
    <div className="flex flex-col gap-4">
      {codes ? <Codes codes={codes} /> : null}
      <form {...form} className="flex flex-col items-start gap-4">
        <FormMessage state={state} />
        <SubmitButton variant={left > 0 ? 'secondary' : 'primary'} pending={pending}>
          Create recovery codes
        </SubmitButton>
      </form>
    </div>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  const hydrated = useHydrated();
  const text = `${product.name} recovery codes. Each works once.\n\n${codes.join('\n')}\n`;
  return (
    <div className="flex flex-col gap-3">
      <Note role="status" tone="warn">
        Keep these where you keep your passwords, and not on your phone alone. They are shown this once;
        earlier ones no longer work.
      </Note>
      <PlainList
        label="Your recovery codes"
        className="grid gap-x-6 gap-y-1 rounded-lg border border-line bg-sunken p-4 font-mono text-[0.8125rem] sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </PlainList>
      {hydrated ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => copy(text)}>Copy</Button>
          <Button onClick={() => save(text)}>Download</Button>
        </div>
      ) : null}
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('The recovery codes are copied.');
  } catch {
    toast('Your browser does not allow copying. Select the codes and copy them yourself.');
  }
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'recovery-codes.txt' });
  link.click();
  URL.revokeObjectURL(url);
}
