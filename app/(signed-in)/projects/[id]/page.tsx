import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { projectForm } from '@/lib/draft/forms';
import type { SignedInContext } from '@/lib/flows/context';
import { findProject } from '@/lib/project/store';
import { shownName } from '@/lib/typed/visible';
import { openDraft } from '@/lib/web/draft/open-draft';
import { currentSession, requireSession } from '@/lib/web/request/current-session';
import { saveAction } from '../actions';
import { ProjectForm } from '../project-form';
import { DeleteProject } from './delete-project';
import { Tasks } from './tasks';

type Props = { params: Promise<{ id: string }> };

/** Cached, because both the title and the page ask for it. */
const openProject = cache(async ({ db, user }: SignedInContext, asked: string) => {
  const id = z.uuid().safeParse(asked);
  return id.success ? findProject(db, { id: id.data, userId: user.id }) : undefined;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const session = await currentSession();
  const project = session.kind === 'active' ? await openProject(session.ctx, (await params).id) : undefined;
  return { title: project ? shownName(project.name) : 'Page not found' };
}

export default async function ProjectPage({ params }: Props) {
  const ctx = await requireSession();
  const project = await openProject(ctx, (await params).id);
  if (!project) notFound();
  const draft = await openDraft(ctx, projectForm(project.id)); // only: drafts
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={<PersonText>{project.name}</PersonText>}
        back={{ href: '/projects', label: 'Projects' }}
      />
      <Section title="Tasks">
        <Tasks projectId={project.id} tasks={project.tasks} />
      </Section>
      <Section title="Details">
        <Card>
          <ProjectForm
            action={saveAction}
            submit="Save"
            submitting="Saving…"
            draft={draft} // only: drafts
            project={{ id: project.id, name: project.name, description: project.description }}
          />
        </Card>
      </Section>
      <Section title="Delete this project" description="The project and its tasks are gone for good.">
        <DeleteProject
          project={{ id: project.id, name: project.name, tasks: project.tasks.length }}
          needsProof={ctx.session.stepUpSecondsLeft <= 0}
        />
      </Section>
    </div>
  );
}
