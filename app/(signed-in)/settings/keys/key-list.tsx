'use client';

import { KeyRound } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { Badge } from '@/app/ui/badge';
import { SubmitButton } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { inSentence } from '@/lib/typed/visible';
import type { Action } from '@/lib/web/guards/action-state';
import { purposes } from '@/lib/words/reasons';
import type { ShownEndedKeyRow, ShownKeyRow } from './shown-key';

type Deeds = { readonly renew: Action; readonly revoke: Action };

type ListProps = {
  readonly keys: readonly ShownKeyRow[];
  /** Undefined for a reader who may only look. */
  readonly deeds: Deeds | undefined;
  readonly needsProof: boolean;
};

export function KeyList({ keys, deeds, needsProof }: ListProps) {
  const hint = useId();
  return (
    <div className="flex flex-col gap-2">
      <CardList label="Keys">
        {keys.map((row) => (
          <LiveRow key={row.id} row={row} deeds={deeds} hint={needsProof ? hint : undefined} />
        ))}
      </CardList>
      <ProofHint id={hint} needsProof={needsProof} purpose="renew or revoke a key" />
    </div>
  );
}

type RowProps = { readonly row: ShownKeyRow; readonly deeds: Deeds | undefined; readonly hint?: string };

function LiveRow({ row, deeds, hint }: RowProps) {
  const named = useId();
  const item = useRef<HTMLLIElement>(null);
  useFocusWhenGone(item);
  const called = inSentence(row.name);
  return (
    <CardItem
      ref={item}
      aria-labelledby={named}
      icon={<KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      actions={
        deeds ? (
          <>
            <Renew id={row.id} called={called} action={deeds.renew} about={about(named, hint)} />
            <ConfirmedForm
              action={deeds.revoke}
              purpose={purposes.revoke_key}
              needsProof={false}
              button="Revoke"
              pendingLabel="Revoking…"
              look={{ variant: 'secondary', size: 'sm' }}
              describedBy={about(named, hint)}
              title={`Revoke ${called}?`}
              description="Programs that use it stop at their next call. It can't be brought back."
              onDone={() => toast(`${called} was revoked.`)}
            >
              <input type="hidden" name="keyId" value={row.id} />
            </ConfirmedForm>
          </>
        ) : undefined
      }
    >
      <KeyFacts named={named} row={row}>
        <span>
          {row.use} ·{' '}
          {row.soon ? <strong className="font-medium text-ink">{row.expires}</strong> : row.expires}
        </span>
      </KeyFacts>
    </CardItem>
  );
}

const about = (named: string, hint: string | undefined) => (hint ? `${named} ${hint}` : named);

type RenewProps = { id: string; called: string; action: Action; about: string };

function Renew({ id, called, action, about: describedBy }: RenewProps) {
  const { state, pending, form } = useActionForm(action, {
    purpose: purposes.renew_key,
    onDone: () => toast(`${called} was renewed.`),
  });
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      <input type="hidden" name="keyId" value={id} />
      <SubmitButton
        size="sm"
        variant="secondary"
        pending={pending}
        pendingLabel="Renewing…"
        aria-describedby={describedBy}
      >
        Renew
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}

type EndedProps = {
  readonly keys: readonly ShownEndedKeyRow[];
  readonly now: string;
  readonly zone: string | undefined;
};

/** What became of those that are over. */
export function EndedKeyList({ keys, ...times }: EndedProps) {
  return (
    <CardList label="Ended keys">
      {keys.map((row) => (
        <EndedRow key={row.id} row={row} {...times} />
      ))}
    </CardList>
  );
}

function EndedRow({ row, now, zone }: Omit<EndedProps, 'keys'> & { row: ShownEndedKeyRow }) {
  const named = useId();
  return (
    <CardItem aria-labelledby={named}>
      <KeyFacts named={named} row={row}>
        <span>
          Ended <Time at={row.endedAt} now={now} zone={zone} />: {row.why}
        </span>
      </KeyFacts>
      {row.foundAt ? (
        <p className="mt-0.5 break-all text-[0.8125rem] text-muted">
          Found at <PersonText>{row.foundAt}</PersonText>
        </p>
      ) : null}
    </CardItem>
  );
}

type FactsProps = { named: string; row: ShownKeyRow | ShownEndedKeyRow; children: ReactNode };

function KeyFacts({ named, row, children }: FactsProps) {
  return (
    <>
      <p id={named} className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <PersonText>{row.name}</PersonText>
        <Badge>{`ends in ${row.lastFour}`}</Badge>
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">{children}</p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          {row.maker === undefined ? null : (
            <span>
              by <PersonText>{row.maker}</PersonText>
            </span>
          )}
          {row.may.map((may) => (
            <span key={may}>{may}</span>
          ))}
        </Segments>
      </p>
    </>
  );
}
