import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageWindow } from '@/app/guard/session/page-window';
import { Badge } from '@/app/ui/badge';
import { Note } from '@/app/ui/note';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { stateOf } from '@/lib/account/state';
import { isStaff } from '@/lib/config/policy';
import { lookAtPerson } from '@/lib/flows/operator/look-at-person';
import { readId } from '@/lib/staff/find';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireStaff, staffTitle } from '@/lib/web/request/require-staff';
import { operatorRefusals } from '@/lib/words/operator';
import { roleWords, stateWords, tooManyLooks } from '@/lib/words/staff';
import { AccountFacts } from './account-facts';
import { StaffDeeds } from './deeds';
import { Mails } from './mails';
import { Sessions } from './sessions';
import { SupportAccess } from './support-access';
import { Trail } from './trail';

export const generateMetadata = (): Promise<Metadata> => staffTitle('look', 'Person');

type Props = { params: Promise<{ id: string }> };

const back = { href: '/admin', label: 'Staff console' };

export default async function PersonPage({ params }: Props) {
  const ctx = await requireStaff('look');
  const userId = readId((await params).id);
  if (!userId) notFound();
  const [seen, zone] = await Promise.all([lookAtPerson(ctx, { userId }), browserZone()]);
  if (!seen.ok && seen.reason === 'not_found') notFound();
  if (!seen.ok)
    return (
      <>
        <PageHeader title="Person" back={back} />
        <Note tone="warn" role="status">
          {seen.reason === 'rate_limited'
            ? tooManyLooks(seen.retryAfterSeconds)
            : operatorRefusals[seen.reason]}
        </Note>
      </>
    );
  const person = seen.value;
  const { account } = person;
  const state = stateOf(account);
  const times = { now: ctx.now.toISOString(), zone };
  return (
    <>
      <PageWindow sensitivity="sensitive" />
      <PageHeader
        title={<PersonText>{account.email}</PersonText>}
        back={back}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <PersonText>{account.name}</PersonText>
            <Badge tone={state === 'open' ? 'good' : 'warn'}>{stateWords[state]}</Badge>
            {isStaff(account.role) ? <Badge tone="accent">{roleWords[account.role]}</Badge> : null}
          </span>
        }
      />
      <AccountFacts person={person} {...times} />
      <StaffDeeds staff={ctx.user} person={person} />
      <SupportAccess ctx={ctx} person={person} {...times} />
      <Sessions staff={ctx.user} person={person} {...times} />
      <Mails mails={person.mails} {...times} />
      <Trail events={person.events} {...times} />
    </>
  );
}
