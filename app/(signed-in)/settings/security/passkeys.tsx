'use client';

import { KeyRound } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Badge } from '@/app/ui/badge';
import { Button } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { ConfirmedForm } from '@/app/ui/confirmed-form';
import { RenameForm } from '@/app/ui/rename-form';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { purposes } from '@/lib/web/messages';
import { removePasskey, renamePasskey } from './passkey-actions';

export type ShownPasskey = {
  readonly id: string;
  readonly name: string;
  readonly synced: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | undefined;
};

type Shared = {
  readonly needsProof: boolean;
  /** The last one, with no other second factor left. */
  readonly last: boolean;
  readonly now: string;
  readonly zone: string | undefined;
};

export function Passkeys({ passkeys, ...shared }: Shared & { passkeys: readonly ShownPasskey[] }) {
  return (
    <CardList label="Passkeys">
      {passkeys.map((passkey) => (
        <Row key={passkey.id} passkey={passkey} {...shared} />
      ))}
    </CardList>
  );
}

function Row({ passkey, needsProof, last, now, zone }: Shared & { passkey: ShownPasskey }) {
  const name = useId();
  const item = useRef<HTMLLIElement>(null);
  const [renaming, setRenaming] = useState(false);
  useFocusWhenGone(item);
  return (
    <CardItem
      ref={item}
      aria-labelledby={name}
      icon={<KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      actions={
        renaming ? undefined : (
          <>
            <Button size="sm" aria-describedby={name} onClick={() => setRenaming(true)}>
              Rename
            </Button>
            <ConfirmedForm
              action={removePasskey}
              purpose={purposes.change_factors}
              needsProof={needsProof}
              button="Remove"
              pendingLabel="Removing…"
              look={{ variant: 'secondary', size: 'sm' }}
              describedBy={name}
              title={`Remove ${passkey.name}?`}
              description={`It no longer opens your account, and every other device is signed out. ${last ? 'Your recovery codes go with it, and signing in asks for the password alone. ' : ''}What your device or password manager keeps of it, you delete there.`}
              repeats={false}
            >
              <input type="hidden" name="id" value={passkey.id} />
            </ConfirmedForm>
          </>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <span id={name} className="break-words">
          {passkey.name}
        </span>
        {passkey.synced ? <Badge>Synced</Badge> : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <span>
            Added <Time at={passkey.createdAt} now={now} zone={zone} style="date" />
          </span>
          {passkey.lastUsedAt ? (
            <span>
              last used <Time at={passkey.lastUsedAt} now={now} zone={zone} />
            </span>
          ) : (
            'not used yet'
          )}
        </Segments>
      </p>
      {renaming ? (
        <RenameForm
          action={renamePasskey}
          thing={{ field: 'id', id: passkey.id }}
          name={{ field: 'passkeyName', label: 'Name', value: passkey.name }}
          close={() => setRenaming(false)}
          cancelHref="/settings/security"
        />
      ) : null}
    </CardItem>
  );
}
