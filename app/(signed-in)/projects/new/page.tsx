import type { Metadata } from 'next';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { requireSession } from '@/lib/web/current-session';
import { create } from '../actions';
import { ProjectForm } from '../project-form';

export const metadata: Metadata = { title: 'New project' };

export default async function NewProjectPage() {
  await requireSession();
  return (
    <div className="max-w-2xl">
      <PageHeader title="New project" back={{ href: '/projects', label: 'Projects' }} />
      <Card>
        <ProjectForm action={create} submit="Create project" submitting="Creating…" />
      </Card>
    </div>
  );
}
