/** From what was asked to what is to be done. */

import type { Asked } from './arguments';
import { generateFeature } from './feature';
import type { CheckoutState, Generation } from './generation';
import { generateMail } from './mail';
import { namesOf } from './names';
import { generatePage } from './page';
import { generateReason } from './reason';
import { generateSetting } from './setting';

/** A sentence where it cannot be done. */
export function generationOf(asked: Asked, checkout: CheckoutState): Generation | string {
  switch (asked.kind) {
    case 'feature':
      return generateFeature(namesOf(asked.name, asked.plural), checkout);
    case 'page':
      return generatePage(asked, checkout);
    case 'mail':
      return generateMail(asked, checkout);
    case 'reason':
      return generateReason(asked);
    case 'setting':
      return generateSetting(asked, checkout);
  }
}
