'use client';

import { TypedSlugForm } from '@/app/(signed-in)/o/[slug]/settings/typed-slug-form';
import type { Live } from '@/lib/session/signed-in';
import { everyoneOutSentence } from '@/lib/words/organizations';
import { purposes } from '@/lib/words/reasons';
import { signOutOrganizationAction } from './actions';

type Props = { slug: string; name: string; live: Live; needsProof: boolean };

export function SignEveryoneOut({ slug, name, live, needsProof }: Props) {
  return (
    <TypedSlugForm
      action={signOutOrganizationAction}
      purpose={purposes.sign_out_organization}
      says={everyoneOutSentence(name, live)}
      button="Sign everyone out"
      pendingLabel="Signing everyone out…"
      slug={slug}
      needsProof={needsProof}
    />
  );
}
