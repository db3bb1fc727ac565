import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { projectForm } from '@/lib/draft/forms';
import type { OrganizationContext } from '@/lib/flows/context';
import { addressIn } from '@/lib/organization/slug';
import { findProject } from '@/lib/project/store';
import { shownName } from '@/lib/typed/visible';
import { openDraft } from '@/lib/web/draft/open-draft';
import { organizationHere, requireOrganization } from '@/lib/web/request/require-organization';
import { saveAction } from '../actions';
import { ProjectForm } from '../project-form';
import { DeleteProject } from './delete-project';
import { Tasks } from './tasks';

type Props = { params: Promise<{ slug: string; id: string }> };

/** Cached, because both the title and the page ask for it. */
const openProject = cache(async ({ db, organization }: OrganizationContext, asked: string) => {
  const id = z.uuid().safeParse(asked);
  return id.success ? findProject(db, { id: id.data, organizationId: organization.id }) : undefined;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, id } = await params;
  const ctx = await organizationHere(slug, 'project.read');
  const project = ctx && (await openProject(ctx, id));
  return { title: project ? shownName(project.name) : 'Page not found' };
}

export default async function ProjectPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'project.read');
  const project = await openProject(ctx, (await params).id);
  if (!project) notFound();
  const draft = await openDraft(ctx, projectForm(project.id)); // only: drafts
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={<PersonText>{project.name}</PersonText>}
        back={{ href: addressIn(ctx.organization.slug, '/projects'), label: 'Projects' }}
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
