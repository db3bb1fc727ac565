'use client';

import { Webhook } from 'lucide-react';
import { Badge } from '@/app/ui/badge';
import { CardItem, CardList } from '@/app/ui/card';
import { EmptyState } from '@/app/ui/empty-state';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import type { OffReason } from '@/lib/webhook/events';
import { offWords } from '@/lib/words/webhooks';

type ShownEndpoint = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly offReason: OffReason | null;
  readonly href: string;
};

export function EndpointList({ endpoints }: { endpoints: readonly ShownEndpoint[] }) {
  if (endpoints.length === 0)
    return (
      <EmptyState icon={<Webhook className="size-5" />} title="No webhooks yet">
        Add the address of a program that should hear about sessions, members and credentials.
      </EmptyState>
    );
  return (
    <CardList label="Webhooks">
      {endpoints.map(({ id, url, events, offReason, href }) => (
        <CardItem key={id}>
          <p className="flex flex-wrap items-center gap-2">
            <PageLink href={href} className="break-all font-medium hover:underline">
              <PersonText>{url}</PersonText>
            </PageLink>
            {offReason ? (
              <Badge tone={offReason === 'person' ? 'neutral' : 'warn'}>{offWords[offReason]}</Badge>
            ) : (
              <Badge tone="good">On</Badge>
            )}
          </p>
          <p className="mt-0.5 text-[0.8125rem] text-muted">{events.join(', ')}</p>
        </CardItem>
      ))}
    </CardList>
  );
}
