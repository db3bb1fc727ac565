import { z } from 'zod';
import { keyNameField } from '@/app/(signed-in)/settings/keys/fields';
import { listLiveKeys } from '@/lib/api-key/list';
import { revokeKey } from '@/lib/flows/keys/change-key';
import { createKey } from '@/lib/flows/keys/create-key';
import { readJson } from '@/lib/web/guards/json-input';
import { routeOverLimit } from '@/lib/web/guards/over-limit';
import { problem } from '@/lib/web/guards/problem';
import { protectedRoute } from '@/lib/web/guards/route-guards';
import {
  keyGoneSentence,
  keyLengthSentence,
  keyNotAllowedSentence,
  keyScopesSentence,
  tooManyKeysSentence,
} from '@/lib/words/keys';

// Whose keys they are, the session alone says: nothing here reads an owner from what is sent (CVE-2025-61928).

/** The person's own keys that open something; never a key itself. */
export const GET = protectedRoute({ activity: 'counts', feature: 'apiKeys' }, async (ctx) => {
  const keys = await listLiveKeys(ctx.db, { userId: ctx.user.id });
  return Response.json({ keys: keys.map(({ maker: _maker, ...key }) => key) });
});

const wanted = z.object({
  name: keyNameField,
  scopes: z.array(z.string().max(100)).max(50),
  days: z.int(),
});

/** The answer holds the key, this once. */
export const POST = protectedRoute(
  { activity: 'counts', feature: 'apiKeys', stepUp: 'recent' },
  async (ctx, request) => {
    const input = await readJson(request, wanted);
    if (!input) return problem('invalid');
    const limited = await routeOverLimit(ctx, 'session_management');
    if (limited) return limited;
    const made = await createKey(ctx, input);
    if (made.ok) return Response.json({ id: made.value.id, key: made.value.token }, { status: 201 });
    if (made.reason === 'not_allowed') return problem('forbidden', { title: keyNotAllowedSentence });
    if (made.reason === 'too_many')
      return problem('forbidden', { title: tooManyKeysSentence(ctx.policy.apiKeysPerPerson) });
    const title = made.reason === 'scope_unknown' ? keyScopesSentence : keyLengthSentence;
    return problem('invalid', { title });
  },
);

const named = z.object({ id: z.uuid() });

export const DELETE = protectedRoute(
  { activity: 'counts', feature: 'apiKeys', stepUp: 'recent' },
  async (ctx, request) => {
    const input = await readJson(request, named);
    if (!input) return problem('invalid');
    const limited = await routeOverLimit(ctx, 'session_management');
    if (limited) return limited;
    const ended = await revokeKey(ctx, { keyId: input.id });
    if (ended.ok) return new Response(null, { status: 204 });
    return ended.reason === 'not_found'
      ? problem('not_found', { title: keyGoneSentence })
      : problem('forbidden', { title: keyNotAllowedSentence });
  },
);
