/** What a person can type into a form, and which of it is secret. */

import { isSecretName } from '@/lib/typed/secret-name';
import type { Typed } from '@/lib/web/guards/answers';

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const untyped = new Set(['hidden', 'submit', 'button', 'reset', 'image', 'file']);

export const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (each): each is Control =>
      each instanceof HTMLTextAreaElement ||
      each instanceof HTMLSelectElement ||
      (each instanceof HTMLInputElement && !untyped.has(each.type) && !each.hidden),
  );

export const isTicked = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');

/** True even while a button shows it as plain text. */
export const isSecret = ({ type, name, autocomplete }: Control): boolean =>
  type === 'password' || isSecretName(name) || /password|one-time-code|^cc-/.test(autocomplete);

export function typedIn(form: HTMLFormElement | null): Typed {
  const written = form ? controlsOf(form).filter((each) => !isTicked(each)) : [];
  const secrets = written.filter(isSecret).length;
  if (secrets > 0) return secrets < written.length ? 'text_and_secrets' : 'secrets';
  return written.length > 0 ? 'text' : 'nothing';
}
