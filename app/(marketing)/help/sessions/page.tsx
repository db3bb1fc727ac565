import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageHeader } from '@/app/ui/page-header';
import { env } from '@/lib/config/env';
import { product } from '@/lib/config/product';
import { policySentences } from './policy-sentences';
import { PolicyTable } from './policy-table';

export const metadata: Metadata = { title: 'How sessions work' };

/** The policy in words: read from the module that enforces it, so it cannot say anything else. */
export default function HelpSessionsPage() {
  const { policy } = env();
  const says = policySentences(policy);
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6">
      <PageHeader
        title="How sessions work"
        description={`What ${product.name} does to keep you signed in, and when and why it signs you out.`}
      />
      <Part title="When you are signed out">
        {says.ends.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Part>
      <Part title="Before you are signed out">
        {says.warnings.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Part>
      <Part title="Proving that it is you">
        {says.proof.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Part>
      <Part title="On a device that others use">
        {says.shared.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Part>
      <section aria-labelledby="numbers" className="mt-8">
        <h2 id="numbers" className="mb-3 font-semibold text-base">
          The numbers
        </h2>
        <PolicyTable policy={policy} />
      </section>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8 first:mt-0">
      <h2 className="mb-2 font-semibold text-base">{title}</h2>
      <ul className="list-disc space-y-1.5 pl-5">{children}</ul>
    </section>
  );
}
