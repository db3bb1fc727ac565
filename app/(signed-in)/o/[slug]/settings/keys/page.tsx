import type { Metadata } from 'next';
import { CreateKey } from '@/app/(signed-in)/settings/keys/create-key';
import { KeyList } from '@/app/(signed-in)/settings/keys/key-list';
import {
  creating,
  EndedKeys,
  endedKeysShown,
  keyReader,
  NoKeys,
} from '@/app/(signed-in)/settings/keys/parts';
import { shownKeyRow } from '@/app/(signed-in)/settings/keys/shown-key';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { listEndedKeys, listLiveKeys } from '@/lib/api-key/list';
import { needsProof } from '@/lib/flows/context';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireFeature } from '@/lib/web/request/require-feature';
import { mayHere, requireOrganization } from '@/lib/web/request/require-organization';
import {
  createOrganizationKeyAction,
  renewOrganizationKeyAction,
  revokeOrganizationKeyAction,
} from './actions';

export const metadata: Metadata = { title: 'API keys of the organization' };

type Props = { params: Promise<{ slug: string }> };

export default async function OrganizationKeysPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'keys.read');
  requireFeature('apiKeys');
  const owner = { organizationId: ctx.organization.id };
  const [live, ended, zone] = await Promise.all([
    listLiveKeys(ctx.db, owner),
    listEndedKeys(ctx.db, owner, endedKeysShown),
    browserZone(),
  ]);
  const reader = keyReader(ctx, true);
  const manages = mayHere(ctx, 'keys.manage');
  const proof = needsProof(ctx, 'recent');
  return (
    <>
      <PageHeader
        title="API keys"
        description="For services that work for this organization. A key opens nothing else, and ends when the person who made it leaves."
      />
      <div className="max-w-3xl">
        {live.length > 0 ? (
          <KeyList
            keys={live.map((key) => shownKeyRow(key, reader))}
            deeds={
              manages ? { renew: renewOrganizationKeyAction, revoke: revokeOrganizationKeyAction } : undefined
            }
            needsProof={proof && manages}
          />
        ) : (
          <NoKeys />
        )}
        {manages ? (
          <Section title="Create a key">
            <CreateKey
              action={createOrganizationKeyAction}
              {...creating(ctx.policy, 'service')}
              needsProof={proof}
            />
          </Section>
        ) : null}
        <EndedKeys keys={ended} reader={reader} policy={ctx.policy} zone={zone} />
      </div>
    </>
  );
}
