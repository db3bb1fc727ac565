import type { Metadata } from 'next';
import { AddPasskey } from '@/app/(signed-in)/settings/security/add-passkey';
import { Authenticator } from '@/app/(signed-in)/settings/security/authenticator';
import { Passkeys } from '@/app/(signed-in)/settings/security/passkeys';
import { Note } from '@/app/ui/note';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { isOn } from '@/lib/config/features';
import { isStaff } from '@/lib/config/policy';
import { identitiesOf } from '@/lib/flows/factors/link-identity';
import { type Factors, factorsOf } from '@/lib/flows/factors/list-factors';
import { protectionOf } from '@/lib/flows/factors/list-protection';
import { durationWords } from '@/lib/time';
import { thisBrowser } from '@/lib/web/cookies/device';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireSession } from '@/lib/web/request/current-session';
import { waitAdjective } from '@/lib/words/lost-factors';
import { ChangePassword } from './change-password';
import { ChoosePassword } from './choose-password';
import { ConnectedAccounts } from './connected-accounts';
import { NextStepNote } from './next-step';
import { OrganizationWaits, waitingOrganization } from './organization-waits';
import { Overview } from './overview';
import { ProviderNews } from './provider-news';
import { RecoveryCodes } from './recovery-codes';
import { TrustedDevices } from './trusted-devices';

export const metadata: Metadata = { title: 'Security' };

/** An intruder could have made one. */
const keysToo = isOn('apiKeys') ? ', ends your API keys' : '';

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SecurityPage({ searchParams }: Props) {
  const ctx = await requireSession();
  const waiting = await waitingOrganization(ctx, (await searchParams).next);
  const [protection, factors, identities, zone] = await Promise.all([
    protectionOf(ctx),
    factorsOf(ctx, await thisBrowser()),
    identitiesOf(ctx),
    browserZone(),
  ]);
  const { authenticator, passkeys, recoveryCodes, trusted } = factors;
  const twoFactors = ctx.user.assurance === 2;
  const now = ctx.now.toISOString();
  const needsProof = ctx.session.stepUpSecondsLeft <= 0;
  // Staff cannot recover by waiting.
  const wait = isStaff(ctx.user.role) ? undefined : waitAdjective(ctx.policy.factorResetWait);
  return (
    <>
      <PageHeader title="Security" description="What protects your account, and how you prove it's you." />
      {isOn('staffConsole') && isStaff(ctx.user.role) && !twoFactors ? (
        <Note id="staff-console" tone="warn" className="mb-6">
          The staff console needs a second factor, and your account has none. Set one up below.
        </Note>
      ) : null}
      {waiting ? <OrganizationWaits {...waiting} ready={twoFactors} /> : null}
      <ProviderNews ctx={ctx} identities={identities} />
      <NextStepNote factors={factors} hasPassword={ctx.user.hasPassword} wait={wait} />
      <Overview ctx={ctx} protection={protection} factors={factors} identities={identities} zone={zone} />
      {isOn('passkeys') ? (
        <Section
          id="passkeys"
          title="Passkeys"
          description="Sign in with your fingerprint, face or device PIN. A passkey proves more than a password and a code, and can't be phished. Adding or removing one signs out every other device and ends trust in all browsers."
        >
          {passkeys.length > 0 ? (
            <div className="mb-4">
              <Passkeys
                passkeys={passkeys.map(shownPasskey)}
                needsProof={needsProof}
                last={passkeys.length === 1 && !authenticator.on}
                now={now}
                zone={zone}
              />
            </div>
          ) : null}
          <AddPasskey primary={passkeys.length === 0} />
        </Section>
      ) : null}
      <Section
        title="Password"
        description={
          ctx.user.hasPassword
            ? `Changing it signs out every other device${keysToo} and cancels any reset links. This device stays signed in.`
            : "One more way to sign in, and what we ask for to confirm it's you."
        }
      >
        {ctx.user.hasPassword ? (
          <ChangePassword passwordMinLength={ctx.policy.passwordMinLength} email={ctx.user.email} />
        ) : (
          <ChoosePassword email={ctx.user.email} lifetime={durationWords(ctx.policy.resetLinkLifetime)} />
        )}
      </Section>
      {isOn('authenticatorApp') ? (
        <Section
          id="authenticator-app"
          title="Authenticator app"
          description="A code from an app on your phone, after the password. Turning it on or off signs out every other device and ends trust in all browsers."
        >
          <Authenticator
            on={authenticator.on !== undefined}
            waiting={authenticator.waiting}
            needsProof={needsProof}
            last={passkeys.length === 0}
          />
        </Section>
      ) : null}
      {twoFactors ? (
        <>
          <Section
            id="recovery-codes"
            title="Recovery codes"
            description="For when you have nothing else with you. A new set replaces the old one, signs out every other device and ends trust in all browsers."
          >
            <RecoveryCodes left={recoveryCodes.left} needsProof={needsProof} />
          </Section>
          <Section
            title="Trusted devices"
            description={`Signing in there skips the second step for ${durationWords(ctx.policy.trustedDeviceLifetime)} from when you chose that.`}
          >
            {trusted.length === 0 ? (
              <p className="text-muted">None. You can trust a device when it asks for the second step.</p>
            ) : (
              <TrustedDevices devices={trusted.map(shownTrust)} now={now} zone={zone} />
            )}
          </Section>
        </>
      ) : null}
      <ConnectedAccounts ctx={ctx} identities={identities} zone={zone} />
    </>
  );
}

const shownPasskey = ({ createdAt, lastUsedAt, ...passkey }: Factors['passkeys'][number]) => ({
  ...passkey,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString(),
});

const shownTrust = ({ lastUsedAt, trustedUntil, ...device }: Factors['trusted'][number]) => ({
  ...device,
  lastUsedAt: lastUsedAt.toISOString(),
  trustedUntil: trustedUntil.toISOString(),
});
