import { LifeBuoy } from 'lucide-react';
import { ConsentCard, LiveVisitCard } from '@/app/(signed-in)/settings/sessions/support-cards';
import { CardItem, CardList } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { isOn } from '@/lib/config/features';
import type { SignedInContext } from '@/lib/flows/context';
import { type EndedVisit, endedVisits, liveVisits } from '@/lib/session/visits';
import { openGrants } from '@/lib/support/store';
import { secondsBetween } from '@/lib/time';
import { visitEndWords, visitSums } from '@/lib/words/support';

const historyLength = 10;

type Times = { now: string; zone: string | undefined };

/** What support sees now, may see, and has seen. Nothing at all where it never asked. */
export async function SupportSection({ ctx, zone }: { ctx: SignedInContext; zone: string | undefined }) {
  if (!isOn('supportAccess')) return null;
  const { db, user, policy } = ctx;
  const [live, grants, ended] = await Promise.all([
    liveVisits(db, user.id, policy),
    openGrants(db, user.id),
    endedVisits(db, user.id, policy, historyLength),
  ]);
  const consents = grants.filter(({ answered }) => answered);
  if (live.length + consents.length + ended.length === 0) return null;
  const times = { now: ctx.now.toISOString(), zone };
  return (
    <Section title="Support" description="When support sees your account as you see it, with your consent.">
      {live.length + consents.length > 0 ? (
        <CardList label="Support access" className="mb-4">
          {live.map(({ startedAt, endsAt, ...visit }) => (
            <LiveVisitCard
              key={visit.id}
              visit={{ ...visit, startedAt: startedAt.toISOString(), endsAt: endsAt.toISOString() }}
              {...times}
            />
          ))}
          {consents.map(({ id, staffName, level, reason, expiresAt }) => (
            <ConsentCard
              key={id}
              consent={{ id, staffName, level, reason, expiresAt: expiresAt.toISOString() }}
              {...times}
            />
          ))}
        </CardList>
      ) : null}
      {ended.length > 0 ? (
        <CardList label="Support visits that ended">
          {ended.map((visit) => (
            <Ended key={visit.id} visit={visit} {...times} />
          ))}
        </CardList>
      ) : null}
    </Section>
  );
}

const minutesOf = ({ startedAt, endedAt }: EndedVisit) =>
  Math.max(1, Math.round(secondsBetween(startedAt, endedAt) / 60));

function Ended({ visit, ...times }: Times & { visit: EndedVisit }) {
  return (
    <CardItem icon={<LifeBuoy aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" />}>
      <p className="font-medium">
        <PersonText>{visit.name}</PersonText>
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <span>
            <Time at={visit.startedAt.toISOString()} {...times} /> to{' '}
            <Time at={visit.endedAt.toISOString()} {...times} style="time" />
          </span>
          {visitEndWords({ ...visit, minutes: minutesOf(visit) })}
          {visitSums(visit)}
        </Segments>
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        “<PersonText>{visit.reason}</PersonText>”
      </p>
    </CardItem>
  );
}
