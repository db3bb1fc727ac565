/** From what was asked to what is to be done. */

import type { Asked } from './arguments';
import { generateFeature } from './feature';
import type { CheckoutState, Generation } from './generation';
import { namesOf } from './names';

/** A sentence where it cannot be done. */
export function generationOf(asked: Asked, checkout: CheckoutState): Generation | string {
  switch (asked.kind) {
    case 'feature':
      return generateFeature(namesOf(asked.name, asked.plural), checkout);
    default:
      return 'soon';
  }
}
