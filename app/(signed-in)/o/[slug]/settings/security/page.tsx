import type { Metadata } from 'next';
import { RulesForm } from '@/app/(signed-in)/o/[slug]/settings/security/rules-form';
import { SignEveryoneOut } from '@/app/(signed-in)/o/[slug]/settings/security/sign-everyone-out';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { isAnyOn, isOn, secondFactorFeatures } from '@/lib/config/features';
import { needsProof } from '@/lib/flows/context';
import { countIn } from '@/lib/flows/organization/change-rules';
import { readRules } from '@/lib/organization/rules';
import { countWithoutFactor } from '@/lib/organization/store';
import { requireOrganization } from '@/lib/web/request/require-organization';
import { withoutFactorWords } from '@/lib/words/organizations';

export const metadata: Metadata = { title: 'Organization security' };

type Props = { params: Promise<{ slug: string }> };

export default async function OrganizationSecurityPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'organization.rules');
  const { id, slug, name } = ctx.organization;
  const [rules, live, bare] = await Promise.all([
    readRules(ctx.db, id),
    countIn(ctx),
    countWithoutFactor(ctx.db, id),
  ]);
  return (
    <>
      <PageHeader
        title="Security"
        description="Rules of this organization. They can only be stricter than the product's own, and count from everyone's next click."
      />
      <div className="max-w-3xl">
        <Section
          region={false}
          title="Rules"
          description="After a break, or at the latest after some time, people confirm it's them and go on where they were. Nobody is signed out anywhere else."
        >
          <RulesForm
            rules={rules}
            support={isOn('supportAccess') ? rules.supportAccess : undefined}
            factors={isAnyOn(secondFactorFeatures) ? withoutFactorWords(bare) : undefined}
            needsProof={needsProof(ctx, 'recent')}
          />
        </Section>
        <Section
          title="Sign everyone out"
          description="For when you don't know who may be in here. It takes effect at once."
        >
          <SignEveryoneOut slug={slug} name={name} live={live} needsProof={needsProof(ctx, 'sensitive')} />
        </Section>
      </div>
    </>
  );
}
