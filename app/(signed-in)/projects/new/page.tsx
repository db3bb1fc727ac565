import type { Metadata } from 'next';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { newProjectForm } from '@/lib/draft/forms';
import { openDraft } from '@/lib/web/draft/open-draft';
import { requireSession } from '@/lib/web/request/current-session';
import { createAction } from '../actions';
import { ProjectForm } from '../project-form';

export const metadata: Metadata = { title: 'New project' };

export default async function NewProjectPage() {
  const ctx = await requireSession(); // only: drafts
  // without drafts: await requireSession();
  const draft = await openDraft(ctx, newProjectForm); // only: drafts
  return (
    <div className="max-w-2xl">
      <PageHeader title="New project" back={{ href: '/projects', label: 'Projects' }} />
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
