import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageHeader } from '@/app/ui/page-header';
import { env } from '@/lib/config/env';
import { product } from '@/lib/config/product';
import { scopes } from '@/lib/config/scopes';
import { parametersOf } from '@/lib/web/api/openapi';
import { type ApiOperation, apiFeatures, apiRoot } from '@/lib/web/api/operation';
import { listOperations } from '@/lib/web/api/operations';
import { requireFeature } from '@/lib/web/request/require-feature';
import { apiSentences, exampleCall } from './api-sentences';

export const metadata: Metadata = { title: 'API' };

/** The same table that the guards read, for people. */
export default function HelpApiPage() {
  requireFeature(apiFeatures);
  const { appUrl, policy } = env();
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6">
      <PageHeader
        title="API"
        description={`What programs can do in ${product.name}, at ${appUrl.origin}${apiRoot}.`}
      />
      <ul className="list-disc space-y-1.5 pl-5">
        {apiSentences(policy).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="mt-4">
        {/* No page of ours, so the browser itself goes there. */}
        <a href={`${apiRoot}/openapi.json`} className="text-link">
          The OpenAPI document
        </a>
      </p>
      {listOperations().map(([name, operation]) => (
        <Operation key={name} operation={operation} origin={appUrl.origin} />
      ))}
    </div>
  );
}

function Operation({ operation, origin }: { operation: ApiOperation; origin: string }) {
  const { method, path, summary, scope } = operation;
  const parameters = parametersOf(operation);
  const title = `${method} ${path}`;
  return (
    <section aria-label={title} className="mt-8">
      <h2 className="break-all font-mono font-semibold text-[0.9375rem]">{title}</h2>
      <p className="mt-1">{summary}</p>
      <dl className="mt-3 divide-y divide-line rounded-lg border border-line bg-surface">
        <Row name="Scope">
          <code>{scope}</code>: {scopes[scope]}
        </Row>
        {parameters.map((parameter) => (
          <Row key={`${parameter.in} ${parameter.name}`} name={<code>{parameter.name}</code>}>
            {`In the ${parameter.in}.`} {parameter.description}
          </Row>
        ))}
        {Object.keys(operation.body?.shape ?? {}).map((field) => (
          <Row key={field} name={<code>{field}</code>}>
            In the body.
          </Row>
        ))}
      </dl>
      <section
        aria-label={`Example of ${title}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reachable by keyboard
        tabIndex={0}
        className="mt-3 overflow-x-auto rounded-lg border border-line bg-sunken px-3 py-2"
      >
        <pre className="text-[0.8125rem]">{exampleCall(operation, origin)}</pre>
      </section>
    </section>
  );
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 px-3 py-2">
      <dt>{name}</dt>
      <dd className="text-muted">{children}</dd>
    </div>
  );
}
