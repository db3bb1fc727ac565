import { FolderKanban } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CardItem, CardList } from '@/app/ui/card';
import { EmptyState } from '@/app/ui/empty-state';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { Time } from '@/app/ui/time';
import { listProjects } from '@/lib/project/store';
import { requireSession } from '@/lib/web/current-session';
import { readerZone } from '@/lib/web/reader';

export const metadata: Metadata = { title: 'Projects' };

export default async function ProjectsPage() {
  const ctx = await requireSession();
  const [projects, zone] = await Promise.all([listProjects(ctx.db, ctx.user.id), readerZone()]);
  const create = (
    <LinkButton variant="primary" href="/projects/new">
      New project
    </LinkButton>
  );
  if (projects.length === 0) {
    return (
      <>
        <PageHeader title="Projects" />
        <EmptyState icon={<FolderKanban className="size-5" />} title="No projects yet" action={create}>
          A project holds a few tasks. It is a sample: replace it by what your product is about.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Projects" actions={create} />
      <CardList label="Projects">
        {projects.map((project) => (
          <CardItem key={project.id}>
            <Link
              href={`/projects/${project.id}`}
              className="break-words font-medium text-ink hover:underline"
            >
              {project.name}
            </Link>
            {project.description ? (
              <p className="line-clamp-2 break-words text-muted">{project.description}</p>
            ) : null}
            <p className="mt-0.5 text-[0.8125rem] text-muted">
              {project.tasks === 0 ? 'No tasks' : `${project.tasksDone} of ${project.tasks} tasks done`} ·
              changed <Time at={project.updatedAt.toISOString()} now={ctx.now.toISOString()} zone={zone} />
            </p>
          </CardItem>
        ))}
      </CardList>
    </>
  );
}
