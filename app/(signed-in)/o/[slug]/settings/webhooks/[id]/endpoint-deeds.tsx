'use client';

import { type ReactNode, useId } from 'react';
import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { Badge } from '@/app/ui/badge';
import { SubmitButton } from '@/app/ui/button';
import { Section } from '@/app/ui/section';
import { toast } from '@/app/ui/toaster';
import type { Action } from '@/lib/web/guards/action-state';
import type { OffReason } from '@/lib/webhook/events';
import { purposes } from '@/lib/words/reasons';
import { offWords } from '@/lib/words/webhooks';
import {
  changeWebhookEventsAction,
  removeWebhookAction,
  rotateWebhookSecretAction,
  sendTestEventAction,
  switchWebhookAction,
} from '../actions';
import { EventBoxes } from '../event-boxes';
import { ShownSecret } from '../shown-secret';

type Props = {
  id: string;
  events: readonly string[];
  off: OffReason | null;
  /** For how long the old secret is good, in words. */
  overlap: string;
  needsProof: boolean;
};

export function EndpointState({ id, off }: Pick<Props, 'id' | 'off'>) {
  return (
    <Section title="State">
      <p className="mb-3">
        {off ? <Badge tone="warn">{offWords[off]}</Badge> : <Badge tone="good">On</Badge>}
      </p>
      <div className="flex flex-wrap gap-2">
        {off ? null : (
          <Deed
            id={id}
            action={sendTestEventAction}
            button="Send test event"
            done="A test event is on its way."
          />
        )}
        <Deed
          id={id}
          action={switchWebhookAction}
          button={off ? 'Turn on' : 'Turn off'}
          done={off ? 'The webhook was turned on.' : 'The webhook was turned off.'}
        >
          <input type="hidden" name="state" value={off ? 'on' : 'off'} />
        </Deed>
      </div>
    </Section>
  );
}

export function EndpointDeeds({ id, events, overlap, needsProof }: Omit<Props, 'off'>) {
  return (
    <div className="mt-8 max-w-3xl">
      <Section title="What it's told" region={false}>
        <EventsForm id={id} events={events} />
      </Section>
      <Section
        title="Secret"
        description={`The old secret goes on signing beside the new one for ${overlap}, so that nothing is lost while you take the new one over.`}
      >
        <RotateSecret id={id} needsProof={needsProof} />
      </Section>
      <Section title="Remove this webhook" region={false}>
        <ConfirmedForm
          action={removeWebhookAction}
          purpose={purposes.change_webhooks}
          needsProof={needsProof}
          button="Remove"
          pendingLabel="Removing…"
          title="Remove this webhook?"
          description="Nothing is sent there any more, and what is waiting never arrives. Its secret is deleted."
          withoutScripts="Yes, remove this webhook"
        >
          <input type="hidden" name="endpointId" value={id} />
        </ConfirmedForm>
      </Section>
    </div>
  );
}

type DeedProps = { id: string; action: Action; button: string; done: string; children?: ReactNode };

function Deed({ id, action, button, done, children }: DeedProps) {
  const { state, pending, form } = useActionForm(action, { onDone: () => toast(done) });
  return (
    <form {...form}>
      <input type="hidden" name="endpointId" value={id} />
      {children}
      <SubmitButton variant="secondary" pending={pending}>
        {button}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}

function EventsForm({ id, events }: Pick<Props, 'id' | 'events'>) {
  const { state, pending, values, form } = useActionForm(changeWebhookEventsAction, {
    saved: Object.fromEntries(events.map((event) => [event, 'on'])),
    onDone: () => toast('Saved.'),
  });
  return (
    <form {...form} className="flex flex-col items-start gap-4" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="endpointId" value={id} />
      <EventBoxes values={values} error={state.fields?.events} />
      <SubmitButton variant="secondary" pending={pending} pendingLabel="Saving…">
        Save events
      </SubmitButton>
    </form>
  );
}

function RotateSecret({ id, needsProof }: Pick<Props, 'id' | 'needsProof'>) {
  const { state, pending, form } = useActionForm(rotateWebhookSecretAction, {
    purpose: purposes.change_webhooks,
    // Sent twice, the first secret would be the old one.
    repeats: false,
  });
  const hint = useId();
  const secret = state.status === 'done' ? state.data?.secret : undefined;
  return (
    <div className="flex flex-col gap-4">
      {secret ? <ShownSecret secret={secret} /> : null}
      <form {...form} className="flex flex-col items-start gap-2">
        <FormMessage state={state} />
        <input type="hidden" name="endpointId" value={id} />
        <SubmitButton variant="secondary" pending={pending} aria-describedby={needsProof ? hint : undefined}>
          Rotate secret
        </SubmitButton>
        <ProofHint id={hint} needsProof={needsProof} />
      </form>
    </div>
  );
}
