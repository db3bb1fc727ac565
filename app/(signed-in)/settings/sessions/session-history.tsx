import { ChevronRight } from 'lucide-react';
import { CardItem, CardList } from '@/app/ui/card';
import { DeviceIcon } from '@/app/ui/device-icon';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { placeWords } from '@/lib/address';
import type { EndedSession } from '@/lib/session/list';
import { secondsBetween } from '@/lib/time';
import { endWords } from '@/lib/words/reasons';

type Props = { sessions: readonly EndedSession[]; now: string; zone: string | undefined };

/** Collapsed: most people never need it, and someone who does wants all of it. */
export function SessionHistory({ sessions, now, zone }: Props) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-md text-accent-ink hover:underline">
        <ChevronRight aria-hidden="true" className="size-4 group-open:rotate-90" />
        Ended sessions ({sessions.length})
      </summary>
      <CardList label="Ended sessions" className="mt-2">
        {sessions.map((session) => (
          <CardItem key={session.id} icon={<DeviceIcon kind={session.deviceKind} />}>
            <p className="font-medium">
              <PersonText>{session.deviceName}</PersonText>
            </p>
            <p className="mt-0.5 text-[0.8125rem] text-muted">
              <Segments>
                <span>
                  Ended <Time at={session.endedAt.toISOString()} now={now} zone={zone} />:{' '}
                  {endWords(session.endedReason, {
                    from: session.endedFrom,
                    inactiveSeconds: secondsBetween(session.lastActiveAt, session.endedAt),
                  })}
                </span>
                {placeWords(session.ip)}
                <span>
                  signed in <Time at={session.signedInAt.toISOString()} now={now} zone={zone} style="date" />
                </span>
              </Segments>
            </p>
          </CardItem>
        ))}
      </CardList>
    </details>
  );
}
