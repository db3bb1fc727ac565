import { Connect, ConnectedAccount } from '@/app/(signed-in)/settings/security/connected-account';
import { CardList } from '@/app/ui/card';
import { Section } from '@/app/ui/section';
import { providerLabels } from '@/lib/config/providers';
import type { SignedInContext } from '@/lib/flows/context';
import type { identitiesOf } from '@/lib/flows/factors/link-identity';
import { offeredProviders } from '@/lib/web/provider/authorization';

type Props = {
  ctx: SignedInContext;
  identities: Awaited<ReturnType<typeof identitiesOf>>;
  zone: string | undefined;
};

/** Provider accounts that sign in to this one. Shows nothing if none is connected and none can be. */
export async function ConnectedAccounts({ ctx, identities, zone }: Props) {
  const offered = offeredProviders().filter(({ name }) => !identities.some((one) => one.provider === name));
  if (identities.length === 0 && offered.length === 0) return null;
  const now = ctx.now.toISOString();
  return (
    <Section
      id="connected-accounts"
      title="Connected accounts"
      description="Sign in with one of these instead of your password here. Connecting or disconnecting one signs out every other device and ends trust in all browsers."
    >
      <div className="flex flex-col gap-4">
        {identities.length > 0 ? (
          <CardList label="Connected accounts">
            {identities.map(({ id, provider, email, createdAt, lastUsedAt }) => (
              <ConnectedAccount
                key={id}
                account={{
                  id,
                  provider,
                  label: providerLabels[provider],
                  email,
                  since: createdAt.toISOString(),
                  lastUsedAt: lastUsedAt?.toISOString(),
                }}
                now={now}
                zone={zone}
              />
            ))}
          </CardList>
        ) : null}
        {offered.length > 0 ? <Connect providers={offered} /> : null}
      </div>
    </Section>
  );
}
