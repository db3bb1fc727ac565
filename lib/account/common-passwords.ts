/** The passwords that attackers try first, shipped with the product: the check works without any network. */

import { dictionary } from '@zxcvbn-ts/language-common';

let loaded: ReadonlySet<string> | undefined;

/** About thirty thousand entries, lower case; decompressed at first use. */
export function commonPasswords(): ReadonlySet<string> {
  loaded ??= new Set(dictionary['passwords-common']);
  return loaded;
}
