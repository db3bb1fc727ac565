'use client';

import { useId } from 'react';
import { Checkbox } from '@/app/ui/checkbox';
import { organizationWebhookEvents, webhookEvents } from '@/lib/webhook/events';

type Props = {
  values: Readonly<Record<string, string | undefined>>;
  error: string | undefined;
};

export function EventBoxes({ values, error }: Props) {
  const fault = useId();
  return (
    <fieldset aria-describedby={error ? fault : undefined} className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">Events</legend>
      {organizationWebhookEvents.map((name, index) => (
        <Checkbox
          // A checkbox keeps what it began with; after an answer it shows what was sent.
          key={`${name} ${values[name]}`}
          name={name}
          label={name}
          hint={webhookEvents[name].says}
          defaultChecked={values[name] === 'on'}
          aria-invalid={error && index === 0 ? true : undefined}
        />
      ))}
      <div aria-live="polite">
        {error ? (
          <p id={fault} className="text-[0.8125rem] text-danger-ink">
            {error}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}
