/** Converts between the fields of a form on the page and the fields of a draft. */

import { type DraftFields, draftable } from '@/lib/draft/rules';

/** The fields that may be kept; secrets never leave the form. */
export function fieldsOf(form: HTMLFormElement): DraftFields {
  const secret = new Set<string>();
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type === 'password') secret.add(control.name);
  }
  return draftable([...new FormData(form)].filter(([name]) => !secret.has(name)));
}

/** Fills each field with the value of its name. */
export function fillForm(form: HTMLFormElement, values: DraftFields): void {
  for (const [name, value] of Object.entries(values)) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = value !== '';
    else if (control && 'value' in control) control.value = value;
  }
}
