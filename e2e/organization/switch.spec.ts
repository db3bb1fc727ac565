import { isAnyOn, isOn, organizationWebhooks } from '../../lib/config/features';
import { cookieOf } from '../support/forms';
import { ask } from '../support/http';
import { storeOrganization } from '../support/organizations';
import { expect, test } from '../support/test';

// True with organizations and without: `npm run test:switched-off` runs it as well.

test('pages and files of an organization answer its owner exactly where there are organizations', async ({
  person,
}) => {
  const { slug } = await storeOrganization('Harbour', [[person, 'owner']]);
  const cookie = await cookieOf(person);
  for (const path of [`/o/${slug}`, `/o/${slug}/settings/audit`, `/api/organizations/${slug}/audit`])
    expect((await ask(path, { cookie })).status, path).toBe(isOn('organizations') ? 200 : 404);
  const webhooks = await ask(`/o/${slug}/settings/webhooks`, { cookie });
  expect(webhooks.status).toBe(isAnyOn(organizationWebhooks) ? 200 : 404);
});
