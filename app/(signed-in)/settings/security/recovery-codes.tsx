'use client';

import { AskingForm } from '@/app/guard/forms/confirmed-form';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Button } from '@/app/ui/button';
import { copyText } from '@/app/ui/copy-text';
import { Note } from '@/app/ui/note';
import { PlainList } from '@/app/ui/plain-list';
import { useHydrated } from '@/app/ui/use-hydrated';
import { product } from '@/lib/config/product';
import { purposes } from '@/lib/words/reasons';
import { createCodesAction } from './factor-actions';

/** Ten at a time; the page shows them with the answer and never again. */
export function RecoveryCodes({ left, needsProof }: { left: number; needsProof: boolean }) {
  const held = useActionForm(createCodesAction, {
    purpose: purposes.change_factors,
    // Sent twice, it would show codes that the second answer replaces.
    repeats: false,
  });
  const codes = held.state.status === 'done' ? held.state.data?.codes : undefined;
  const replaces = left > 0;
  return (
    <div className="flex flex-col gap-4">
      {codes ? <Codes codes={codes} /> : null}
      {replaces ? <p>{left === 1 ? 'One code is left.' : `${left} codes are left.`}</p> : null}
      {/* One form for both cases, so that the page keeps showing the first set once it exists. */}
      <AskingForm
        held={held}
        asks={replaces}
        needsProof={needsProof}
        button={replaces ? 'Replace recovery codes' : 'Create recovery codes'}
        pendingLabel="Creating…"
        look={{ variant: replaces ? 'secondary' : 'primary' }}
        title="Replace your recovery codes?"
        description="The codes you have stop working at once. Every other device is signed out, and trust in all browsers ends. You'll see the new codes only this once."
        withoutScripts="Yes, replace my recovery codes"
      >
        {replaces ? null : <input type="hidden" name="confirmed" value="on" />}
      </AskingForm>
    </div>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  const hydrated = useHydrated();
  const text = `${product.name} recovery codes. Each works once.\n\n${codes.join('\n')}\n`;
  return (
    <div className="flex flex-col gap-3">
      <Note role="status" tone="warn">
        Keep these where you keep your passwords, not only on your phone. You'll see them only this once;
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
          <Button onClick={() => copyText(text, copied)}>Copy</Button>
          <Button onClick={() => save(text)}>Download</Button>
        </div>
      ) : null}
    </div>
  );
}

const copied = {
  done: 'Recovery codes copied.',
  failed: "Your browser doesn't allow copying. Select the codes and copy them yourself.",
};

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'recovery-codes.txt' });
  link.click();
  URL.revokeObjectURL(url);
}
