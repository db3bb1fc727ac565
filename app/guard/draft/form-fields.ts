/** Between the fields of a form on the page and the fields of a draft. */

import { type DraftFields, draftable } from '@/lib/draft/rules';

/** What may be kept of what stands in the form; secrets never leave it. */
export function fieldsOf(form: HTMLFormElement): DraftFields {
  const secret = new Set<string>();
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type === 'password') secret.add(control.name);
  }
  return draftable([...new FormData(form)].filter(([name]) => !secret.has(name)));
}

/** Puts values into the fields that bear their names. */
export function fillForm(form: HTMLFormElement, values: DraftFields): void {
  for (const [name, value] of Object.entries(values)) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = value !== '';
    else if (control && 'value' in control) control.value = value;
  }
}
