import type { Metadata } from 'next';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { newProjectForm } from '@/lib/draft/forms';
import { addressIn } from '@/lib/organization/slug';
import { openDraft } from '@/lib/web/draft/open-draft';
import { requireOrganization } from '@/lib/web/request/require-organization';
import { createAction } from '../actions';
import { ProjectForm } from '../project-form';

export const metadata: Metadata = { title: 'New project' };

type Props = { params: Promise<{ slug: string }> };

export default async function NewProjectPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'project.write');
  const draft = await openDraft(ctx, newProjectForm(ctx.organization.id)); // only: drafts
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="New project"
        back={{ href: addressIn(ctx.organization.slug, '/projects'), label: 'Projects' }}
      />
      <Card>
        <ProjectForm
          action={createAction}
          submit="Create project"
          submitting="Creating…"
          draft={draft} // only: drafts
        />
      </Card>
    </div>
  );
}
