/** Where a request came from, in the words of a mail: the person should know again what was theirs. */

import { placeWords } from '../../address';
import { describeDevice } from '../../device';
import type { MailOrigin } from '../../mail/kinds';
import type { AnonymousContext } from '../context';

export function mailOrigin({ request }: AnonymousContext): MailOrigin {
  const { name: device } = describeDevice(request?.userAgent ?? null);
  const place = placeWords(request?.ip ?? null);
  return place ? { device, place } : { device };
}
