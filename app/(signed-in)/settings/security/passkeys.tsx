'use client';

import { KeyRound } from 'lucide-react';
import { useId, useRef } from 'react';
import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { RenameForm } from '@/app/guard/forms/rename-form';
import { useRenaming } from '@/app/guard/forms/use-renaming';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { Badge } from '@/app/ui/badge';
import { Button } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { inSentence } from '@/lib/typed/visible';
import { purposes } from '@/lib/words/reasons';
import { removePasskeyAction, renamePasskeyAction } from './passkey-actions';
import { whatElseGoes } from './what-else-goes';

export type ShownPasskey = {
  readonly id: string;
  readonly name: string;
  readonly synced: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | undefined;
};

type Shared = {
  /** The only passkey left, with no other second factor. */
  readonly last: boolean;
  readonly now: string;
  readonly zone: string | undefined;
};

type Props = Shared & { readonly needsProof: boolean; readonly passkeys: readonly ShownPasskey[] };

export function Passkeys({ passkeys, needsProof, ...shared }: Props) {
  const hint = useId();
  return (
    <div className="flex flex-col gap-2">
      <CardList label="Passkeys">
        {passkeys.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} hint={needsProof ? hint : undefined} {...shared} />
        ))}
      </CardList>
      {/* Once for the whole list: in each row it would come between the buttons. */}
      <ProofHint id={hint} needsProof={needsProof} purpose="remove a passkey" />
    </div>
  );
}

function Row({ passkey, hint, last, now, zone }: Shared & { passkey: ShownPasskey; hint?: string }) {
  const name = useId();
  const item = useRef<HTMLLIElement>(null);
  const rename = useRenaming(passkey.id);
  useFocusWhenGone(item);
  return (
    <CardItem
      ref={item}
      aria-labelledby={name}
      icon={<KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      actions={
        rename.open ? undefined : (
          <>
            <Button ref={rename.button} size="sm" aria-describedby={name} onClick={rename.begin}>
              Rename
            </Button>
            <ConfirmedForm
              action={removePasskeyAction}
              purpose={purposes.change_factors}
              needsProof={false}
              button="Remove"
              pendingLabel="Removing…"
              look={{ variant: 'secondary', size: 'sm' }}
              describedBy={hint ? `${name} ${hint}` : name}
              title={`Remove ${inSentence(passkey.name)}?`}
              description={`It no longer signs you in. ${whatElseGoes(last)} Then delete it from your device or password manager, too.`}
              repeats={false}
              onDone={() =>
                toast(`${inSentence(passkey.name)} was removed. All your other devices were signed out.`)
              }
            >
              <input type="hidden" name="id" value={passkey.id} />
            </ConfirmedForm>
          </>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <PersonText id={name}>{passkey.name}</PersonText>
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
      {rename.open ? (
        <RenameForm
          action={renamePasskeyAction}
          thing={{ field: 'id', id: passkey.id }}
          name={{ field: 'passkeyName', label: 'Name', value: passkey.name }}
          close={rename.end}
          cancelHref="/settings/security"
        />
      ) : null}
    </CardItem>
  );
}
