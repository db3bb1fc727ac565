'use client';

import { TypedSlugForm } from '@/app/(signed-in)/o/[slug]/settings/typed-slug-form';
import { deletionSentence } from '@/lib/words/organizations';
import { purposes } from '@/lib/words/reasons';
import { deleteOrganizationAction } from './actions';

type Props = { slug: string; name: string; grace: string; needsProof: boolean };

export function DeleteOrganization({ slug, name, grace, needsProof }: Props) {
  return (
    <TypedSlugForm
      action={deleteOrganizationAction}
      purpose={purposes.delete_organization}
      says={deletionSentence(name, grace)}
      button="Delete organization"
      pendingLabel="Deleting…"
      slug={slug}
      needsProof={needsProof}
    />
  );
}
