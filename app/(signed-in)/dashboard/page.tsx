import type { Metadata } from 'next';
import Link from 'next/link';
import { Card, CardItem, CardList } from '@/app/ui/card';
import { DeviceIcon } from '@/app/ui/device-icon';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { Time } from '@/app/ui/time';
import { listProjects } from '@/lib/project/store';
import { listLiveSessions } from '@/lib/session/list';
import { requireSession } from '@/lib/web/current-session';
import { readerZone } from '@/lib/web/reader';
import { TryNext } from './try-next';

export const metadata: Metadata = { title: 'Dashboard' };

const shownSessions = 3;

/** What the account has, its sessions at a glance, and what to try next. */
export default async function DashboardPage() {
  const ctx = await requireSession();
  const [projects, sessions, zone] = await Promise.all([
    listProjects(ctx.db, ctx.user.id),
    listLiveSessions(ctx.db, ctx.user.id, ctx.policy),
    readerZone(),
  ]);
  const open = projects.reduce((sum, project) => sum + project.tasks - project.tasksDone, 0);
  const others = sessions.filter(({ id }) => id !== ctx.session.id);
  return (
    <>
      <PageHeader title={`Hello, ${ctx.user.name}`} description={ctx.user.email} />
      <div className="grid grid-cols-3 gap-2 sm:gap-4">
        <Figure href="/projects" label="Projects" value={projects.length} />
        <Figure href="/projects" label="Open tasks" value={open} />
        <Figure href="/settings/sessions" label="Devices signed in" value={sessions.length} />
      </div>
      <div className="mt-8 grid gap-8 lg:grid-cols-2">
        <Section
          title="Where else you are signed in"
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
                  <p className="font-medium">{session.deviceName}</p>
                  <p className="text-[0.8125rem] text-muted">
                    Last active{' '}
                    <Time at={session.lastActiveAt.toISOString()} now={ctx.now.toISOString()} zone={zone} />
                  </p>
                </CardItem>
              ))}
            </CardList>
          ) : (
            <Card>
              <p className="text-muted">Nowhere: this device is the only one.</p>
            </Card>
          )}
        </Section>
        <Section title="What to try next" className="mt-0!">
          <TryNext policy={ctx.policy} />
        </Section>
      </div>
    </>
  );
}

function Figure({ href, label, value }: { href: string; label: string; value: number }) {
  return (
    <Link
      href={href}
      className="flex flex-col justify-between gap-1 rounded-lg border border-line bg-surface p-3 hover:border-edge sm:p-4"
    >
      <span className="text-muted">{label}</span>
      <span className="font-semibold text-2xl tabular-nums">{value}</span>
    </Link>
  );
}
