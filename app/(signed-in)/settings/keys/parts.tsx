import { KeyRound } from 'lucide-react';
import { EndedKeyList } from '@/app/(signed-in)/settings/keys/key-list';
import { EmptyState } from '@/app/ui/empty-state';
import { Section } from '@/app/ui/section';
import type { listEndedKeys } from '@/lib/api-key/list';
import { type KeyKind, keyLengths, scopesFor, usualKeyLength } from '@/lib/api-key/rules';
import type { Policy } from '@/lib/config/policy';
import { durationWords } from '@/lib/time';
import { scopeLabel } from '@/lib/words/keys';
import { shownEndedKeyRow } from './shown-key';

type EndedKey = Awaited<ReturnType<typeof listEndedKeys>>[number];

/** What both pages about keys have in common. */
export const endedKeysShown = 50;

const endedKeysWords = (policy: Policy) =>
  `Keys that ended in the last ${durationWords(policy.endedSessionRetention)}, and why.`;

type Reading = { readonly now: Date; readonly policy: Policy };

export const keyReader = ({ now, policy }: Reading, namesMakers: boolean) => ({
  now,
  namesMakers,
  soon: policy.apiKeyFirstWarning,
});

export const creating = (policy: Policy, kind: KeyKind) => ({
  scopes: scopesFor(kind).map((name) => ({ name, label: scopeLabel(name) })),
  lengths: keyLengths(policy),
  usual: usualKeyLength(policy),
});

export function NoKeys() {
  return (
    <EmptyState icon={<KeyRound className="size-5" />} title="No keys">
      Create one below for a script or a service.
    </EmptyState>
  );
}

type Ended = {
  readonly keys: readonly EndedKey[];
  readonly reader: ReturnType<typeof keyReader>;
  readonly policy: Policy;
  readonly zone: string | undefined;
};

/** Nothing where none has ended. */
export function EndedKeys({ keys, reader, policy, zone }: Ended) {
  if (keys.length === 0) return null;
  return (
    <Section title="Ended" description={endedKeysWords(policy)}>
      <EndedKeyList
        keys={keys.map((key) => shownEndedKeyRow(key, reader))}
        now={reader.now.toISOString()}
        zone={zone}
      />
    </Section>
  );
}
