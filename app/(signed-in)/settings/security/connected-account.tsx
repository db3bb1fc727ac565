'use client';

import { useId, useRef } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { CardItem } from '@/app/ui/card';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { purposes } from '@/lib/words/reasons';
import {
  connectAction,
  connectWaitingAction,
  declineWaitingAction,
  disconnectAction,
} from './identity-actions';

const options = { purpose: purposes.change_factors, repeats: false } as const;

export type ShownAccount = {
  readonly id: string;
  readonly provider: string;
  readonly label: string;
  readonly email: string;
  readonly since: string;
  readonly lastUsedAt: string | undefined;
};

type Props = { account: ShownAccount; now: string; zone: string | undefined };

export function ConnectedAccount({ account, now, zone }: Props) {
  const name = useId();
  const item = useRef<HTMLLIElement>(null);
  useFocusWhenGone(item);
  const { state, pending, form } = useActionForm(disconnectAction, {
    ...options,
    onDone: () => toast(`${account.label} no longer signs you in.`),
  });
  return (
    <CardItem
      ref={item}
      aria-labelledby={name}
      actions={
        <form {...form} className="flex flex-col items-start gap-2">
          <input type="hidden" name="id" value={account.id} />
          <input type="hidden" name="provider" value={account.provider} />
          <SubmitButton size="sm" variant="secondary" pending={pending} aria-describedby={name}>
            Disconnect
          </SubmitButton>
          <FormMessage state={state} />
        </form>
      }
    >
      <p id={name} className="font-medium">
        {account.label}: <PersonText>{account.email}</PersonText>
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <span>
            Connected <Time at={account.since} now={now} zone={zone} style="date" />
          </span>
          {account.lastUsedAt ? (
            <span>
              last used <Time at={account.lastUsedAt} now={now} zone={zone} />
            </span>
          ) : (
            <span>not used yet</span>
          )}
        </Segments>
      </p>
    </CardItem>
  );
}

/** Leads to the provider and back here. */
export function Connect({ providers }: { providers: readonly { name: string; label: string }[] }) {
  const { state, pending, form } = useActionForm(connectAction, options);
  return (
    <form {...form} className="flex flex-col items-start gap-3">
      <FormMessage state={state} />
      <div className="flex flex-wrap gap-2">
        {providers.map(({ name, label }) => (
          <SubmitButton key={name} variant="secondary" name="provider" value={name} pending={pending}>
            Connect {label}
          </SubmitButton>
        ))}
      </div>
    </form>
  );
}

/** For a provider account that somebody arrived with before signing in, and that has this account's address. */
export function ConnectWaiting({
  provider,
  label,
  email,
}: {
  provider: string;
  label: string;
  email: string;
}) {
  const item = useRef<HTMLDivElement>(null);
  useFocusWhenGone(item);
  const { state, pending, form } = useActionForm(connectWaitingAction, {
    ...options,
    onDone: () => toast(`From now on, ${label} signs you in, too.`),
  });
  const declined = useActionForm(declineWaitingAction);
  return (
    <div ref={item}>
      <Note role="region" tone="info" aria-label={`Connect ${label}`} title={`Connect ${label}?`}>
        <p>
          You came with a {label} account that has the address <PersonText>{email}</PersonText>. Connect it to
          sign in with it here.
        </p>
        <FormMessage state={state} />
        <FormMessage state={declined.state} />
        <div className="mt-2 flex flex-wrap gap-2">
          <form {...form}>
            <input type="hidden" name="provider" value={provider} />
            <SubmitButton size="sm" pending={pending}>
              Yes, connect {label}
            </SubmitButton>
          </form>
          <form {...declined.form}>
            <SubmitButton size="sm" variant="secondary" pending={declined.pending}>
              Not now
            </SubmitButton>
          </form>
        </div>
      </Note>
    </div>
  );
}
