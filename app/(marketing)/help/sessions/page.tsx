import type { Metadata } from 'next';
import { PageHeader } from '@/app/ui/page-header';
import { env } from '@/lib/config/env';
import { product } from '@/lib/config/product';
import { policySentences } from './policy-sentences';
import { PolicyTable } from './policy-table';

export const metadata: Metadata = { title: 'How sessions work' };

/** The policy in words: read from the module that enforces it, so it cannot say anything else. */
export default function HelpSessionsPage() {
  const { policy } = env();
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6">
      <PageHeader
        title="How sessions work"
        description={`What ${product.name} does to keep you signed in, and when and why it signs you out.`}
      />
      {policySentences(policy).map(({ title, sentences }) => (
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
        <PolicyTable policy={policy} />
      </section>
    </div>
  );
}
