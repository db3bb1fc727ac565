import { KeyRound } from 'lucide-react';
import { EmptyState } from '@/app/ui/empty-state';
import { type KeyKind, keyLengths, scopesFor, usualKeyLength } from '@/lib/api-key/rules';
import type { Policy } from '@/lib/config/policy';
import { durationWords } from '@/lib/time';
import { scopeLabel } from '@/lib/words/keys';

/** What both pages about keys have in common. */
export const endedKeysShown = 50;

export const endedKeysWords = (policy: Policy) =>
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
