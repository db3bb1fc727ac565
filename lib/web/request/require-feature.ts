import 'server-only';
import { notFound } from 'next/navigation';
import { type Features, isAnyOn } from '../../config/features';

/** First in a page that belongs to a feature: off, the page does not exist. A signed-in page asks for the session before it. */
export function requireFeature(feature: Features): void {
  if (!isAnyOn(feature)) notFound();
}
