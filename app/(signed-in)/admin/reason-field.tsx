import { Field, type FieldProps } from '@/app/ui/field';
import { longestReason, reasonHint, shortestReason } from '@/lib/words/staff';

/** Every change that staff make says why. */
export const ReasonField = (props: Pick<FieldProps, 'defaultValue' | 'error' | 'hint'>) => (
  <Field
    label="Reason"
    name="reason"
    hint={reasonHint}
    minLength={shortestReason}
    maxLength={longestReason}
    autoComplete="off"
    required
    {...props}
  />
);
