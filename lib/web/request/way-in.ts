/** Where someone goes whom an organization's own rules keep out: to give what is missing, and back. Pure. */

import type { ClosedBecause } from '../../session/door';
import type { StepUpPurpose } from '../../words/reasons';
import { securityPath, stepUpPath } from './return-to';

/** Those that proof opens. */
export const entryPurposes: Readonly<
  Record<Exclude<ClosedBecause, 'deleted' | 'second_factor'>, StepUpPurpose>
> = {
  everyone_out: 'enter_after_sign_out',
  idle: 'enter_after_break',
  absolute: 'enter_after_a_while',
  weak_proof: 'enter_with_factor',
};

/** Undefined where nothing opens it. */
export function wayIn(because: ClosedBecause, asked: string): string | undefined {
  if (because === 'deleted') return undefined;
  return because === 'second_factor' ? securityPath(asked) : stepUpPath(asked, entryPurposes[because]);
}
