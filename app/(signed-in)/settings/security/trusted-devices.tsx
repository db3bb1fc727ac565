'use client';

import { useId, useRef } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { Badge } from '@/app/ui/badge';
import { SubmitButton } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { inSentence } from '@/lib/typed/visible';
import { endTrustAction } from './factor-actions';

export type ShownTrust = {
  readonly id: string;
  readonly deviceName: string;
  readonly lastUsedAt: string;
  readonly trustedUntil: string;
  /** The browser that shows this list. */
  readonly here: boolean;
};

type Times = { readonly now: string; readonly zone: string | undefined };

export function TrustedDevices({ devices, ...times }: Times & { devices: readonly ShownTrust[] }) {
  return (
    <CardList label="Trusted devices">
      {devices.map((device) => (
        <Row key={device.id} device={device} {...times} />
      ))}
    </CardList>
  );
}

function Row({ device, now, zone }: Times & { device: ShownTrust }) {
  const name = useId();
  const item = useRef<HTMLLIElement>(null);
  useFocusWhenGone(item);
  const { state, pending, form } = useActionForm(endTrustAction, {
    onDone: () => toast(`${inSentence(device.deviceName)} will be asked for a code again.`),
  });
  return (
    <CardItem
      ref={item}
      aria-labelledby={name}
      actions={
        <form {...form}>
          <input type="hidden" name="id" value={device.id} />
          <SubmitButton size="sm" variant="secondary" pending={pending} aria-describedby={name}>
            Stop trusting
          </SubmitButton>
          <FormMessage state={state} />
        </form>
      }
    >
      <p id={name} className="font-medium">
        <PersonText>{device.deviceName}</PersonText>
        {device.here ? (
          <>
            {' '}
            <Badge>This device</Badge>
          </>
        ) : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <span>
            Last used <Time at={device.lastUsedAt} now={now} zone={zone} />
          </span>
          <span>
            trusted until <Time at={device.trustedUntil} now={now} zone={zone} style="date" />
          </span>
        </Segments>
      </p>
    </CardItem>
  );
}
