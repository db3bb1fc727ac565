/**
 * Carries what was typed across one reload of the page, for the same tab, address and person. Never a secret. It waits in
 * sessionStorage and leaves it as soon as the page is back.
 */

import { type Control, controlsOf, isSecret, isTicked } from './controls';

type Field = { readonly name: string; readonly value: string; readonly ticked?: boolean };
type TypedForm = {
  readonly signature: string;
  readonly fields: readonly Field[];
  /** The key of a submission that may have gone through: sent again after the reload, it is still the same one. */
  readonly key?: string | undefined;
};
type Typed = {
  readonly path: string;
  readonly owner?: string | undefined;
  readonly at: number;
  readonly forms: readonly TypedForm[];
};

const place = 'typed-over-reload';
/** The reload may lead through a sign-in, ours or a Wi-Fi's. What nobody has come back to by then is dropped. */
const longestMinutes = 30;

/** Includes the forms of a page that is put away, which are not in the document. */
const mounted = new Set<HTMLFormElement>();
const keys = new WeakMap<HTMLFormElement, string>();
let brought: Typed | undefined;

/** Notes that the form was sent under this key and its fate is unknown; without a key, that its fate is known. */
export function noteUnsure(form: HTMLFormElement | null, key: string | undefined): void {
  if (!form) return;
  if (key) keys.set(form, key);
  else keys.delete(form);
}

/** Counts the form as part of the page until the returned function is called. */
export function mount(form: HTMLFormElement): () => void {
  mounted.add(form);
  return () => mounted.delete(form);
}

/** False if this browser stores nothing: the reload would lose it. */
export function keepTyped(owner: string | undefined): boolean {
  const forms = [...mounted].flatMap((form) => typedOf(form) ?? []);
  if (forms.length === 0) return true;
  const typed: Typed = { path: location.pathname, owner, at: Date.now(), forms };
  try {
    sessionStorage.setItem(place, JSON.stringify(typed));
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts back what was typed into this form. Undefined if nothing waited for it; `key` is the one it may have gone through under.
 */
export function bringBack(
  form: HTMLFormElement,
  owner: string | undefined,
): { key: string | undefined } | undefined {
  pickUp(owner);
  if (brought?.path !== location.pathname || brought.owner !== owner) return undefined;
  const signature = signatureOf(form);
  const typed = brought.forms.find((each) => each.signature === signature);
  if (!typed) return undefined;
  brought = { ...brought, forms: brought.forms.filter((each) => each !== typed) };
  fill(form, typed.fields);
  // Lets whatever keeps it hear of it as if it had just been typed.
  form.dispatchEvent(new Event('input', { bubbles: true }));
  return { key: typed.key };
}

/** Whether something waits for a form about this thing, one that the page opens on demand. */
export function waitsFor(id: string, owner: string | undefined): boolean {
  pickUp(owner);
  if (brought?.path !== location.pathname || brought.owner !== owner) return false;
  return brought.forms.some(({ signature }) => signature.split(' ').includes(id));
}

/** Moves it into memory once its own page is back. It waits while a sign-in is on the way; somebody else's page drops it. */
function pickUp(owner: string | undefined): void {
  const typed = read();
  if (!typed) return;
  const theirs = owner !== undefined && typed.owner !== owner;
  if (!theirs && isFresh(typed) && typed.path !== location.pathname) return;
  sessionStorage.removeItem(place);
  if (!theirs && isFresh(typed) && typed.owner === owner) brought = typed;
}

function read(): Typed | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

const isFresh = ({ at }: Typed) => Math.abs(Date.now() - at) < longestMinutes * 60_000;

function typedOf(form: HTMLFormElement): TypedForm | undefined {
  const controls = controlsOf(form).filter((each) => each.name && !isSecret(each));
  const key = keys.get(form);
  if (!key && !controls.some(isChanged)) return undefined;
  return { signature: signatureOf(form), fields: controls.map(fieldOf), key };
}

function isChanged(control: Control): boolean {
  if (isTicked(control)) return control.checked !== control.defaultChecked;
  if (control instanceof HTMLSelectElement)
    return [...control.options].some((each) => each.selected !== each.defaultSelected);
  return control.value !== control.defaultValue;
}

const fieldOf = (control: Control): Field =>
  isTicked(control)
    ? { name: control.name, value: control.value, ticked: control.checked }
    : { name: control.name, value: control.value };

function fill(form: HTMLFormElement, fields: readonly Field[]): void {
  for (const control of controlsOf(form)) {
    const field = fields.find(
      ({ name, value }) => name === control.name && (!isTicked(control) || value === control.value),
    );
    if (!field) continue;
    if (isTicked(control)) control.checked = field.ticked === true;
    else control.value = field.value;
  }
}

const idLike = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The same form after the reload: the same fields, about the same thing. */
function signatureOf(form: HTMLFormElement): string {
  const about = [...form.elements].flatMap((each) =>
    each instanceof HTMLInputElement && each.type === 'hidden' && idLike.test(each.value) ? each.value : [],
  );
  return [...new Set([...controlsOf(form).map(({ name }) => name), ...about])].sort().join(' ');
}
