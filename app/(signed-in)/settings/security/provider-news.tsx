import { ConnectWaiting } from '@/app/(signed-in)/settings/security/connected-account';
import { ClearProviderNote } from '@/app/guard/clear-provider-note';
import { Note } from '@/app/ui/note';
import { providerLabels } from '@/lib/config/providers';
import type { SignedInContext } from '@/lib/flows/context';
import type { identitiesOf } from '@/lib/flows/factors/link-identity';
import { offeredProviders } from '@/lib/web/provider/authorization';
import { providerNote, waitingLinkOf } from '@/lib/web/provider/note';

type Props = { ctx: SignedInContext; identities: Awaited<ReturnType<typeof identitiesOf>> };

/** Says how a trip to a provider ended and what waits to be connected. On top, where a returning person looks first. */
export async function ProviderNews({ ctx, identities }: Props) {
  const [note, waiting] = await Promise.all([providerNote(), waitingLinkOf(ctx)]);
  if (!note && !waiting) return null;
  const offered =
    waiting &&
    offeredProviders().some(({ name }) => name === waiting.provider) &&
    !identities.some(({ provider }) => provider === waiting.provider);
  return (
    <div className="mb-6 flex flex-col gap-4">
      {note ? (
        <Note role="status" tone={note.good ? 'good' : 'warn'} news={note.good}>
          {note.text}
          <ClearProviderNote />
        </Note>
      ) : null}
      {offered ? (
        <ConnectWaiting
          provider={waiting.provider}
          label={providerLabels[waiting.provider]}
          email={waiting.email}
        />
      ) : null}
    </div>
  );
}
