import { DeedForm } from '@/app/(signed-in)/admin/deed-form';
import { CardItem, CardList } from '@/app/ui/card';
import { DeviceIcon } from '@/app/ui/device-icon';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { placeWords } from '@/lib/address';
import type { PersonSeen } from '@/lib/flows/operator/look-at-person';
import type { EndedSession, LiveSession } from '@/lib/session/list';
import { staffRefusal } from '@/lib/staff/permissions';
import { secondsBetween } from '@/lib/time';
import { provenWords } from '@/lib/words/factors';
import { endWords } from '@/lib/words/reasons';
import { endSessionAction } from './actions';
import type { Staff } from './deeds';

type Times = { now: string; zone: string | undefined };
type Props = Times & { staff: Staff; person: PersonSeen };

export function Sessions({ staff, person, ...times }: Props) {
  const { account, live, ended } = person;
  const mayEnd = !staffRefusal(staff, 'end_session', account);
  return (
    <>
      <Section title="Active sessions">
        {live.length === 0 ? <p className="text-muted">Nobody is signed in.</p> : null}
        {live.length === 0 ? null : (
          <CardList label="Active sessions">
            {live.map((session) => (
              <CardItem key={session.id} icon={<DeviceIcon kind={session.deviceKind} />}>
                <Live session={session} {...times} />
                {mayEnd ? (
                  <DeedForm
                    action={endSessionAction}
                    button="End session"
                    does="This device is signed out with its next request; its page says so at once."
                    done="The session was ended."
                    fields={{ userId: account.id, sessionId: session.id }}
                    describedBy={`device-${session.id}`}
                  />
                ) : null}
              </CardItem>
            ))}
          </CardList>
        )}
      </Section>
      {ended.length === 0 ? null : (
        <Section title="Ended sessions" description="The last ones, and why they ended.">
          <CardList label="Ended sessions">
            {ended.map((session) => (
              <CardItem key={session.id} icon={<DeviceIcon kind={session.deviceKind} />}>
                <Ended session={session} {...times} />
              </CardItem>
            ))}
          </CardList>
        </Section>
      )}
    </>
  );
}

const small = 'mt-0.5 text-[0.8125rem] text-muted';

function Live({ session, ...times }: Times & { session: LiveSession }) {
  return (
    <>
      <p className="font-medium">
        <PersonText id={`device-${session.id}`}>{session.deviceName}</PersonText>
      </p>
      <p className={small}>
        <Segments>
          <span>
            Last active <Time at={session.lastActiveAt.toISOString()} {...times} />
          </span>
          {placeWords(session.ip)}
          <span>
            signed in <Time at={session.signedInAt.toISOString()} {...times} style="day" />{' '}
            {provenWords(session.signedInWith)}
          </span>
          {session.remembered ? 'kept signed in' : null}
        </Segments>
      </p>
      <p className={`${small} wrap-anywhere`}>
        <code>{session.id}</code>
      </p>
    </>
  );
}

function Ended({ session, ...times }: Times & { session: EndedSession }) {
  const { endedAt, endedFrom: from, lastActiveAt } = session;
  return (
    <>
      <p className="font-medium">
        <PersonText>{session.deviceName}</PersonText>
      </p>
      <p className={small}>
        <Segments>
          <span>
            Ended <Time at={endedAt.toISOString()} {...times} />:{' '}
            {endWords(session.endedReason, { from, inactiveSeconds: secondsBetween(lastActiveAt, endedAt) })}
          </span>
          {placeWords(session.ip)}
        </Segments>
      </p>
    </>
  );
}
