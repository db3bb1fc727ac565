import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import { PageHeader } from '@/app/ui/page-header';
import { env } from '@/lib/config/env';
import { product } from '@/lib/config/product';
import { policyNumbers, policySentences } from './policy-sentences';
import { PolicyTable } from './policy-table';

export const metadata: Metadata = { title: 'How sessions work' };

/** The policy in words, read from the module that enforces it, so the two cannot disagree. */
export default function HelpSessionsPage() {
  const { policy, supportConsent } = env();
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6">
      <PageHeader
        title="How sessions work"
        description={`What ${product.name} does to keep you signed in, and when and why it signs you out.`}
      />
      {policySentences(policy, supportConsent).map(({ title, sentences }) => (
        <section key={title} className="mt-8">
          <h2 className="mb-2 font-semibold text-base">{title}</h2>
          <ul className="list-disc space-y-1.5 pl-5">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      ))}
      <section aria-labelledby="numbers" className="mt-8">
        <h2 id="numbers" className="mb-3 font-semibold text-base">
          The numbers
        </h2>
        <dl className="divide-y divide-line rounded-lg border border-line bg-surface">
          {policyNumbers(policy).map(({ label, value }) => (
            <div key={label} className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 px-3 py-2">
              <dt>{label}</dt>
              <dd className="text-muted tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        <details className="group mt-4">
          <summary className="inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-md text-accent-ink hover:underline">
            <ChevronRight aria-hidden="true" className="size-4 group-open:rotate-90" />
            All numbers, for operators
          </summary>
          <div className="mt-2">
            <PolicyTable policy={policy} />
          </div>
        </details>
      </section>
    </div>
  );
}
