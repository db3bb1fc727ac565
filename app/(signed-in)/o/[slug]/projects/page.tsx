import { FolderKanban } from 'lucide-react';
import type { Metadata } from 'next';
import { CardItem, CardList } from '@/app/ui/card';
import { EmptyState } from '@/app/ui/empty-state';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { addressIn } from '@/lib/organization/slug';
import { listProjects } from '@/lib/project/store';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireOrganization } from '@/lib/web/request/require-organization';

export const metadata: Metadata = { title: 'Projects' };

const taskWords = ({ tasks, tasksDone }: { tasks: number; tasksDone: number }) =>
  tasks === 0 ? 'No tasks' : `${tasksDone} of ${tasks} tasks done`;

type Props = { params: Promise<{ slug: string }> };

/** The whole row links to the project. */
export default async function ProjectsPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'project.read');
  const at = (path: string) => addressIn(ctx.organization.slug, path);
  const [projects, zone] = await Promise.all([listProjects(ctx.db, ctx.organization.id), browserZone()]);
  const create = (
    <LinkButton variant="primary" href={at('/projects/new')}>
      New project
    </LinkButton>
  );
  if (projects.length === 0) {
    return (
      <>
        <PageHeader title="Projects" />
        <EmptyState icon={<FolderKanban className="size-5" />} title="No projects yet" action={create}>
          A project holds what you want to get done, as a list of tasks.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Projects" actions={create} />
      <CardList label="Projects">
        {projects.map((project) => (
          <CardItem key={project.id} className="relative first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
            <PageLink
              href={at(`/projects/${project.id}`)}
              className="font-medium text-ink after:absolute after:inset-0 hover:underline"
            >
              <PersonText>{project.name}</PersonText>
            </PageLink>
            {project.description ? (
              <p className="line-clamp-2 text-muted">
                <PersonText lines>{project.description}</PersonText>
              </p>
            ) : null}
            <p className="mt-0.5 text-[0.8125rem] text-muted">
              <Segments>
                <span>{taskWords(project)}</span>
                <span>
                  changed{' '}
                  <Time at={project.updatedAt.toISOString()} now={ctx.now.toISOString()} zone={zone} />
                </span>
              </Segments>
            </p>
          </CardItem>
        ))}
      </CardList>
    </>
  );
}
