'use client';

import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Badge, type BadgeTone } from '@/app/ui/badge';
import { SubmitButton } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { EmptyState } from '@/app/ui/empty-state';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { triesWords } from '@/lib/words/webhooks';
import { sendDeliveryAgainAction } from '../actions';

type ShownDelivery = {
  readonly id: string;
  readonly event: string;
  readonly at: string;
  readonly attempts: number;
  /** What the other side said, in words. */
  readonly answer: string;
  readonly state: 'delivered' | 'dropped' | 'retrying' | 'waiting';
  readonly repeated: boolean;
};

type Surroundings = {
  readonly endpointId: string;
  /** Whether any of it can be sent again. */
  readonly sends: boolean;
  readonly now: string;
  readonly zone: string | undefined;
};

const states: Record<ShownDelivery['state'], { label: string; tone: BadgeTone }> = {
  delivered: { label: 'Delivered', tone: 'good' },
  dropped: { label: 'Given up', tone: 'danger' },
  retrying: { label: 'Trying again', tone: 'warn' },
  waiting: { label: 'Waiting', tone: 'accent' },
};

export function DeliveryList({
  deliveries,
  ...rest
}: Surroundings & { deliveries: readonly ShownDelivery[] }) {
  if (deliveries.length === 0)
    return <EmptyState title="Nothing was sent yet">Send a test event to see one here.</EmptyState>;
  return (
    <CardList label="Deliveries">
      {deliveries.map((delivery) => (
        <Row key={delivery.id} delivery={delivery} {...rest} />
      ))}
    </CardList>
  );
}

function Row({ delivery, endpointId, sends, now, zone }: Surroundings & { delivery: ShownDelivery }) {
  const { id, event, at, attempts, answer, state, repeated } = delivery;
  const named = useId();
  const { label, tone } = states[state];
  return (
    <CardItem
      aria-labelledby={named}
      actions={
        sends && (state === 'delivered' || state === 'dropped') ? (
          <SendAgain endpointId={endpointId} deliveryId={id} named={named} />
        ) : undefined
      }
    >
      <p id={named} className="font-medium">
        {event} <Badge tone={tone}>{label}</Badge> {repeated ? <Badge>Sent again</Badge> : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <Time at={at} now={now} zone={zone} />
          {attempts > 0 ? <span>{triesWords(attempts)}</span> : null}
          <span>{answer}</span>
        </Segments>
      </p>
    </CardItem>
  );
}

type Again = { endpointId: string; deliveryId: string; named: string };

function SendAgain({ endpointId, deliveryId, named }: Again) {
  const { state, pending, form } = useActionForm(sendDeliveryAgainAction, {
    onDone: () => toast('It is on its way again.'),
  });
  return (
    <form {...form}>
      <input type="hidden" name="endpointId" value={endpointId} />
      <input type="hidden" name="deliveryId" value={deliveryId} />
      <SubmitButton size="sm" variant="secondary" pending={pending} aria-describedby={named}>
        Send again
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
