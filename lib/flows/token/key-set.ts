/** What verifiers elsewhere check signatures with (RFC 7517 §5). */

import type { JWK } from 'jose';
import type { PooledContext } from '../context';
import { publishedKeys } from '../steps/keyring';

export const keySet = async (ctx: PooledContext): Promise<{ readonly keys: readonly JWK[] }> => ({
  keys: await publishedKeys(ctx),
});
