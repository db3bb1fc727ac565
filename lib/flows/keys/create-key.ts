/** Making an API key. The key itself goes to the person who asked, once, and is stored nowhere. */

import { keyLengths, mayHaveScopes } from '../../api-key/rules';
import { countLiveKeys, insertKey } from '../../api-key/store';
import { queueMail } from '../../mail/outbox';
import { ownersOf } from '../../organization/deletion';
import { ok, type Result, refused } from '../../result';
import type { Seat, SignedInContext } from '../context';
import { mailOrigin } from '../steps/mail-origin';
import { record } from '../steps/record';
import { type KeysHeld, withKeys } from './with-keys';

export type KeyRequest = {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
};

export type CreatedKey = { readonly id: string; readonly token: string };
export type CreateKeyFault = 'not_allowed' | 'too_many' | 'scope_unknown' | 'length_unknown';

/** The guard asks for fresh proof, and checks the name. `organization`: whose key it will be, else the person's own. */
export async function createKey(
  ctx: SignedInContext,
  asked: KeyRequest,
  organization?: Seat,
): Promise<Result<CreatedKey, CreateKeyFault>> {
  const { scopes, days } = asked;
  if (!mayHaveScopes(organization ? 'service' : 'person', scopes)) return refused('scope_unknown');
  if (!keyLengths(ctx.policy).includes(days)) return refused('length_unknown');
  const once = [...new Set(scopes)];
  return withKeys(ctx, organization, async (held): Promise<Result<CreatedKey, CreateKeyFault>> => {
    const { tx, owner } = held;
    const most = organization ? ctx.policy.apiKeysPerOrganization : ctx.policy.apiKeysPerPerson;
    if ((await countLiveKeys(tx, owner)) >= most) return refused('too_many');
    const made = await insertKey(tx, {
      ...{ userId: ctx.user.id, organizationId: owner.organizationId },
      ...{ name: asked.name, scopes: once, days },
    });
    await tell(ctx, held, { ...asked, scopes: once, ...made, organization });
    return ok({ id: made.id, token: made.token });
  });
}

type Made = KeyRequest & {
  readonly id: string;
  readonly lastFour: string;
  readonly organization: Seat | undefined;
};

/** At once, by mail: a key that a thief made lasts longer than their session. Of an organization's its owners hear as well. */
async function tell(
  ctx: SignedInContext,
  { tx, by }: KeysHeld,
  { id, lastFour, name, scopes, days, organization }: Made,
): Promise<void> {
  const data = { key: id, lastFour, scopes: scopes.join(' '), days };
  await record(ctx, tx, { event: 'key_created', outcome: 'success', ...by, data });
  const facts = { ...mailOrigin(ctx), key: name, lastFour, organization: organization?.name };
  await queueMail(tx, { kind: 'key_created', recipient: ctx.user.email, userId: ctx.user.id, facts });
  if (!organization) return;
  const here = { key: name, lastFour, organization: organization.name, slug: organization.slug };
  for (const { userId, email: recipient } of await ownersOf(tx, organization.id)) {
    const mail = { kind: 'organization_key_created', facts: { ...here, maker: ctx.user.name } } as const;
    if (userId !== ctx.user.id) await queueMail(tx, { ...mail, recipient, userId });
  }
}
