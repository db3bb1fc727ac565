/** The parts that `npm run remove` takes out: what is theirs alone. What they share with others is marked where it stands. */

import type { PartName } from './remove-marks';

type Part = {
  readonly title: string;
  /** Folders and files that go whole. */
  readonly paths: readonly string[];
  /** Parts that cannot do without this one. */
  readonly neededBy: readonly PartName[];
};

export const parts: Readonly<Record<PartName, Part>> = {
  sample: {
    title: 'the Projects sample',
    paths: [
      'app/(signed-in)/o/[slug]/projects',
      'app/(signed-in)/projects',
      'app/(signed-in)/dashboard/recent-projects.tsx',
      'app/api/v1/organizations/[slug]',
      'lib/project',
      'lib/web/api/project-operations.ts',
      'lib/flows/sample/change-projects.ts',
      'lib/flows/sample/change-projects.test.ts',
      'lib/flows/sample/change-in-visit.test.ts',
      'db/schema/projects.ts',
      'db/seeds/projects.ts',
      'tests/api-access.test.ts',
      'tests/api-input.test.ts',
      'tests/api-own-organization.test.ts',
      'tests/api-projects.test.ts',
      'tests/support/api-makers.ts',
      'e2e/sample/projects.spec.ts',
      // They look at what an organization closes and locks: its projects.
      'e2e/organization/locks.spec.ts',
      'e2e/organization/rules.spec.ts',
    ],
    neededBy: [],
  },
  plans: {
    title: 'plans',
    paths: [
      'app/(signed-in)/settings/plan',
      'lib/plan',
      'lib/flows/sample/change-plan.ts',
      'lib/flows/sample/change-plan.test.ts',
      'db/schema/billing-details.ts',
      'e2e/sample/plan.spec.ts',
    ],
    neededBy: [],
  },
  drafts: {
    title: 'drafts',
    paths: [
      'app/guard/draft',
      'app/api/drafts',
      'app/(signed-in)/(test-build)/test-notes/forms.ts',
      'lib/config/settings/drafts.ts',
      'lib/draft',
      'lib/flows/drafts',
      'lib/web/draft',
      'db/schema/drafts.ts',
      'e2e/guard/drafts.spec.ts',
      'e2e/guard/drafts-http.spec.ts',
      'docs/decisions/013-drafts-live-on-the-server.md',
    ],
    // The steps of a change of plan are kept as drafts.
    neededBy: ['plans'],
  },
};
