import { Field, type FieldProps } from './field';

/** The address of an account, as password managers know it. */
export function EmailField(props: Partial<FieldProps>) {
  return <Field label="Email" name="email" type="email" autoComplete="username" required {...props} />;
}
