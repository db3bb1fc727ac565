'use client';

import { Button } from '@/app/ui/button';
import { copyText } from '@/app/ui/copy-text';
import { Note } from '@/app/ui/note';
import { useHydrated } from '@/app/ui/use-hydrated';

const copied = {
  done: 'Secret copied.',
  failed: "Your browser doesn't allow copying. Select the secret and copy it yourself.",
};

/** With the answer, and never again. */
export function ShownSecret({ secret }: { secret: string }) {
  const hydrated = useHydrated();
  return (
    <Note
      role="status"
      tone="good"
      title="Copy this secret now. It is shown once."
      actions={
        hydrated ? (
          <Button size="sm" onClick={() => copyText(secret, copied)}>
            Copy
          </Button>
        ) : undefined
      }
    >
      <code className="break-all font-mono text-[0.8125rem]">{secret}</code>
    </Note>
  );
}
