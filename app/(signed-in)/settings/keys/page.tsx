import type { Metadata } from 'next';
import { CreateKey } from '@/app/(signed-in)/settings/keys/create-key';
import { KeyList } from '@/app/(signed-in)/settings/keys/key-list';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { listEndedKeys, listLiveKeys } from '@/lib/api-key/list';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';
import { createKeyAction, renewKeyAction, revokeKeyAction } from './actions';
import { creating, EndedKeys, endedKeysShown, keyReader, NoKeys } from './parts';
import { shownKeyRow } from './shown-key';

export const metadata: Metadata = { title: 'API keys' };

export default async function KeysPage() {
  const ctx = await requireSession();
  requireFeature('apiKeys');
  const owner = { userId: ctx.user.id };
  const [live, ended, zone] = await Promise.all([
    listLiveKeys(ctx.db, owner),
    listEndedKeys(ctx.db, owner, endedKeysShown),
    browserZone(),
  ]);
  const reader = keyReader(ctx, false);
  const needsProof = ctx.session.stepUpSecondsLeft <= 0;
  return (
    <>
      <PageHeader
        title="API keys"
        description="For programs that do something for you: each does what you let it, and never more than you may do yourself."
      />
      {live.length > 0 ? (
        <KeyList
          keys={live.map((key) => shownKeyRow(key, reader))}
          deeds={{ renew: renewKeyAction, revoke: revokeKeyAction }}
          needsProof={needsProof}
        />
      ) : (
        <NoKeys />
      )}
      <Section title="Create a key">
        <CreateKey action={createKeyAction} {...creating(ctx.policy, 'person')} needsProof={needsProof} />
      </Section>
      <EndedKeys keys={ended} reader={reader} policy={ctx.policy} zone={zone} />
    </>
  );
}
