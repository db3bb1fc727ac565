import { CardItem, CardList } from '@/app/ui/card';
import { Section } from '@/app/ui/section';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { placeWords } from '@/lib/address';
import type { EventOfTimeline } from '@/lib/audit/timeline';
import { activityWords } from '@/lib/words/activity';

type Props = { events: readonly EventOfTimeline[]; now: string; zone: string | undefined };

/** The newest lines of the trail about this person, with the word that stands in the log. */
export function Trail({ events, ...times }: Props) {
  return (
    <Section title="Audit trail">
      {events.length === 0 ? <p className="text-muted">Nothing is recorded.</p> : null}
      {events.length === 0 ? null : (
        <CardList label="Audit trail">
          {events.map((line) => (
            <CardItem key={line.id} className="py-3">
              <Line line={line} {...times} />
            </CardItem>
          ))}
        </CardList>
      )}
    </Section>
  );
}

function Line({ line, ...times }: Omit<Props, 'events'> & { line: EventOfTimeline }) {
  const { title, detail } = activityWords({
    ...line,
    bySomebodyElse: false,
    byNobody: line.actorId === null,
    userAgent: null,
    deviceName: null,
    endedFrom: null,
    inactiveSeconds: null,
  });
  const why = line.data.why;
  return (
    <>
      <p className="wrap-anywhere font-medium">
        <bdi>{title}</bdi>
      </p>
      <p className="wrap-anywhere mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <Time at={line.at.toISOString()} {...times} />
          {detail ? <bdi>{detail}</bdi> : null}
          <code>{line.event}</code>
          {line.actorId && line.actorId !== line.userId ? `by staff ${line.actorId}` : null}
          {placeWords(line.ip)}
        </Segments>
      </p>
      {typeof why === 'string' ? (
        <p className="wrap-anywhere mt-1">
          <bdi>“{why}”</bdi>
        </p>
      ) : null}
    </>
  );
}
