import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { projectForm } from '@/lib/draft/forms';
import { findProject } from '@/lib/project/store';
import { requireSession } from '@/lib/web/current-session';
import { openDraft } from '@/lib/web/open-draft';
import { save } from '../actions';
import { ProjectForm } from '../project-form';
import { DeleteProject } from './delete-project';
import { Tasks } from './tasks';

export const metadata: Metadata = { title: 'Project' };

type Props = { params: Promise<{ id: string }> };

export default async function ProjectPage({ params }: Props) {
  const ctx = await requireSession();
  const id = z.uuid().safeParse((await params).id);
  const project = id.success ? await findProject(ctx.db, { id: id.data, userId: ctx.user.id }) : undefined;
  if (!project) notFound();
  const draft = await openDraft(ctx, projectForm(project.id));
  return (
    <div className="max-w-2xl">
      <PageHeader title={project.name} back={{ href: '/projects', label: 'Projects' }} />
      <Section title="Tasks">
        <Tasks projectId={project.id} tasks={project.tasks} />
      </Section>
      <Section title="Details">
        <Card>
          <ProjectForm
            action={save}
            submit="Save"
            submitting="Saving…"
            draft={draft}
            project={{ id: project.id, name: project.name, description: project.description }}
          />
        </Card>
      </Section>
      <Section title="Delete this project" description="The project and its tasks are gone for good.">
        <DeleteProject projectId={project.id} needsProof={ctx.session.stepUpSecondsLeft <= 0} />
      </Section>
    </div>
  );
}
