import { Card } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { providerLabels } from '@/lib/config/providers';
import type { PersonSeen } from '@/lib/flows/operator/look-at-person';
import { roleLabels } from '@/lib/words/organizations';
import { Facts } from '../../facts';

type Props = { person: PersonSeen; now: string; zone: string | undefined };

const seat = ({ id, name, role }: PersonSeen['organizations'][number]) => (
  <span key={id} className="block">
    <PersonText>{name}</PersonText>, {roleLabels[role].toLowerCase()}
  </span>
);

/** What there is to sign in with, and never what it is made of. */
export function AccountFacts({ person, ...times }: Props) {
  const { account, passkeys, authenticator, recoveryCodes, codesOff, trusted, identities, organizations } =
    person;
  const since = (at: Date | null, otherwise: string) =>
    at ? <Time at={at.toISOString()} {...times} style="date" /> : otherwise;
  return (
    <Section title="Account">
      <Card>
        <Facts
          facts={[
            ['Account id', <code key="id">{account.id}</code>],
            ['Address confirmed', since(account.emailVerifiedAt, 'No')],
            ['Password changed', account.hasPassword ? since(account.passwordChangedAt, '') : 'No password'],
            ['Authenticator app since', authenticator ? since(authenticator.since, '') : 'None'],
            ['Passkeys', passkeys.length === 0 ? 'None' : String(passkeys.length)],
            ['Recovery codes left', String(recoveryCodes)],
            ...(codesOff ? [['Codes', 'Off after too many wrong ones'] as const] : []),
            [
              'Connected accounts',
              identities.length === 0
                ? 'None'
                : identities.map(({ provider }) => providerLabels[provider]).join(', '),
            ],
            [
              'Trusted browsers',
              trusted.length === 0
                ? 'None'
                : trusted.map(({ id, deviceName }) => (
                    <PersonText key={id} className="block">
                      {deviceName}
                    </PersonText>
                  )),
            ],
            ...(organizations.length > 0 ? [['Organizations', organizations.map(seat)] as const] : []),
          ]}
        />
      </Card>
    </Section>
  );
}
