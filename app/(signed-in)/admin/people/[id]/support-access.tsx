import { AskForAccess, StartVisit } from '@/app/(signed-in)/admin/people/[id]/support-forms';
import { Card } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { env } from '@/lib/config/env';
import { isOn } from '@/lib/config/features';
import type { SignedInContext } from '@/lib/flows/context';
import type { PersonSeen } from '@/lib/flows/operator/look-at-person';
import { staffRefusal } from '@/lib/staff/permissions';
import { lastGrantBy } from '@/lib/support/store';
import { levelWords } from '@/lib/words/support';

type Grant = NonNullable<Awaited<ReturnType<typeof lastGrantBy>>>;
type Times = { now: string; zone: string | undefined };
type Props = Times & { ctx: SignedInContext; person: PersonSeen };

/** What this member of staff has asked this person for, and what came of it. */
export async function SupportAccess({ ctx, person, ...times }: Props) {
  const { account } = person;
  if (!isOn('supportAccess') || staffRefusal(ctx.user, 'support_access', account)) return null;
  const grant = await lastGrantBy(ctx.db, ctx.user.id, account.id);
  const open = grant?.inTime && !grant.refused && !grant.revoked && !grant.used ? grant : undefined;
  return (
    <Section
      title="See the account as this person"
      description="For half an hour at most, with a banner on every page. Their password, factors, address and data export stay closed to you."
    >
      <Card className="flex flex-col items-start gap-3">
        {grant ? <Answer grant={grant} {...times} /> : null}
        {open?.answered ? <StartVisit userId={account.id} grantId={open.id} /> : null}
        {open ? null : <AskForAccess userId={account.id} consent={env().supportConsent} />}
      </Card>
    </Section>
  );
}

function Answer({ grant, ...times }: Times & { grant: Grant }) {
  return (
    <div>
      <p>
        <span className="font-medium">{answerWords(grant)}</span>{' '}
        {grant.answered && !grant.used && !grant.revoked && grant.inTime ? (
          <>
            It can be used once, until <Time at={grant.expiresAt.toISOString()} {...times} />.
          </>
        ) : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        You asked <Time at={grant.askedAt.toISOString()} {...times} />: “
        <PersonText>{grant.reason}</PersonText>”
      </p>
    </div>
  );
}

function answerWords({ refused, revoked, used, inTime, level }: Grant): string {
  if (refused) return 'The person said no.';
  if (used) return 'You used the consent.';
  if (revoked) return 'It was taken back.';
  if (!inTime) return 'The time for it is over.';
  return level ? `Allowed: ${levelWords[level]}.` : 'The person has not answered yet.';
}
