import type { Metadata } from 'next';
import { Card, CardItem, CardList } from '@/app/ui/card';
import { DeviceIcon } from '@/app/ui/device-icon';
import { Figure, Figures } from '@/app/ui/figures';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { env } from '@/lib/config/env';
import { isOn } from '@/lib/config/features';
import type { SignedInContext } from '@/lib/flows/context';
import { landing } from '@/lib/flows/organization/landing';
import { openSeat } from '@/lib/flows/session/resume-session';
import { addressIn } from '@/lib/organization/slug';
import { listProjects } from '@/lib/project/store';
import { listLiveSessions } from '@/lib/session/list';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireSession } from '@/lib/web/request/current-session';
import { ClosedProjects, RecentProjects } from './recent-projects';
import { TryNext } from './try-next';

export const metadata: Metadata = { title: 'Dashboard' };

const shownSessions = 3;
const shownProjects = 3; // only: sample

/** What the account has, at a glance. */
export default async function DashboardPage() {
  const ctx = await requireSession({ support: 'view' });
  const read = await Promise.all([
    listLiveSessions(ctx.db, ctx.user.id, ctx.policy),
    browserZone(),
    recentWork(ctx), // only: sample
  ]);
  const [sessions, zone] = read;
  const { projects, slug, closed } = read[2]; // only: sample
  const open = projects.reduce((sum, project) => sum + project.tasks - project.tasksDone, 0); // only: sample
  const projectsAt = addressIn(slug, '/projects'); // only: sample
  const others = sessions.filter(({ id }) => id !== ctx.session.id);
  return (
    <>
      <PageHeader
        title={
          <>
            Hello, <PersonText>{ctx.user.name}</PersonText>
          </>
        }
        description={<PersonText>{ctx.user.email}</PersonText>}
      />
      <Figures>
        {/* only: sample, from here */}
        <Figure href={projectsAt} label="Projects" value={closed ? '–' : projects.length} />
        <Figure href={projectsAt} label="Open tasks" value={closed ? '–' : open} />
        {/* only: sample, to here */}
        <Figure href="/settings/sessions" label="Devices signed in" value={sessions.length} />
      </Figures>
      <div className="mt-8 grid gap-8 lg:grid-cols-2">
        <Section
          title="Your other devices"
          actions={
            <LinkButton size="sm" href="/settings/sessions">
              All sessions
            </LinkButton>
          }
        >
          {others.length > 0 ? (
            <CardList label="Other sessions">
              {others.slice(0, shownSessions).map((session) => (
                <CardItem key={session.id} icon={<DeviceIcon kind={session.deviceKind} />}>
                  <p className="font-medium">
                    <PersonText>{session.deviceName}</PersonText>
                  </p>
                  <p className="text-[0.8125rem] text-muted">
                    Last active{' '}
                    <Time at={session.lastActiveAt.toISOString()} now={ctx.now.toISOString()} zone={zone} />
                  </p>
                </CardItem>
              ))}
            </CardList>
          ) : (
            <Card>
              <p className="text-muted">You're signed in on this device only.</p>
            </Card>
          )}
        </Section>
        {/* only: sample, from here */}
        <Section title="Recent projects" className="mt-0!" actions={<AllProjects at={projectsAt} />}>
          {closed === undefined ? (
            <RecentProjects
              at={projectsAt}
              projects={projects.slice(0, shownProjects)}
              now={ctx.now.toISOString()}
              zone={zone}
            />
          ) : (
            <ClosedProjects at={projectsAt} organization={closed} />
          )}
        </Section>
        {/* only: sample, to here */}
      </div>
      {env().production ? null : (
        <Section title="What to try next" description="Shown in development only.">
          <TryNext policy={ctx.policy} />
        </Section>
      )}
    </>
  );
}

// only: sample, from here
/** Of the organization that the person was in last. */
async function recentWork(ctx: SignedInContext) {
  const { id, slug, name } = await landing(ctx);
  // Its own rules may keep this session out, and here no address names it.
  const open = !isOn('organizations') || (await openSeat(ctx, id)) !== undefined;
  return { slug, closed: open ? undefined : name, projects: open ? await listProjects(ctx.db, id) : [] };
}

const AllProjects = ({ at }: { at: string }) => (
  <LinkButton size="sm" href={at}>
    All projects
  </LinkButton>
);

// only: sample, to here
