/** One form on its way to a server action: one submission at a time, under one key until its fate is known. No React, no document. */

import {
  type ActionState,
  actingAsField,
  actingInField,
  idempotencyKeyField,
} from '@/lib/web/guards/action-state';
import { isThrough, type Outcome } from './send-held';

/** What surrounds the form; read at every use, because the page may render again while an answer is on its way. */
export type Surroundings<Data> = {
  /** Sends it as often as may help. `repeats`: whether it may be sent again by itself. */
  readonly send: (
    form: FormData,
    how: { readonly repeats: boolean; readonly onTrouble: (trying: ActionState<never>) => void },
  ) => Promise<Outcome<Data>>;
  readonly repeats: boolean;
  // only: drafts, from here
  readonly draft?:
    | {
        readonly beforeSend: () => Promise<void>;
        readonly afterSend: (through: boolean) => void;
        readonly stop: () => void;
      }
    | undefined;
  // only: drafts, to here
  /** Whose page it is, and when they are signed in again. */
  readonly guard: { readonly userId: string; readonly whenBack: () => Promise<unknown> } | null;
  /** The id of the one that the page shows. */
  readonly organization?: string | null;
  /** Undefined in a browser that cannot make one. */
  readonly newKey: () => string | undefined;
  /** For a reload before the answer: the form may have gone through under this key. */
  readonly noteUnsure: (key: string | undefined) => void;
  readonly leaveFor: (address: string) => void;
  readonly showPending: (pending: boolean) => void;
  readonly showAnswer: (state: ActionState<Data> | undefined) => void;
  readonly onDone?: ((state: ActionState<Data>) => void) | undefined;
};

export class HeldForm<Data> {
  readonly #surroundings: () => Surroundings<Data>;
  #running = false;
  #key: string | undefined;
  /** An answer was lost: the deed may be done, whatever later tries were told. */
  #unsure = false;

  constructor(surroundings: () => Surroundings<Data>) {
    this.#surroundings = surroundings;
  }

  /** A reload before the answer must not turn it into a second submission. */
  mayHaveGoneThrough(under: string): void {
    this.#key = under;
    this.#unsure = true;
  }

  /** Undefined if the page is left, or the form is already being sent. */
  async submit(form: FormData): Promise<ActionState<Data> | undefined> {
    if (this.#running) return undefined;
    this.#running = true;
    const around = this.#surroundings();
    around.showPending(true);
    await around.draft?.beforeSend(); // only: drafts
    // The key stays until the server has said what happened, so a form sent twice acts once.
    this.#key ??= around.newKey();
    if (this.#key) form.set(idempotencyKeyField, this.#key);
    if (around.guard) form.set(actingAsField, around.guard.userId);
    if (around.organization) form.set(actingInField, around.organization);
    const answer = await around.send(form, {
      // Without a key the server cannot recognise it, so it must not be sent twice.
      repeats: around.repeats && this.#key !== undefined,
      onTrouble: (trying) => this.#trying(trying),
    });
    // only: drafts, from here
    const { draft } = this.#surroundings();
    if (answer === 'taken') draft?.stop();
    else draft?.afterSend(isThrough(answer));
    // only: drafts, to here
    // On the way to another page the button keeps waiting, so that it cannot be pressed again.
    if (answer === 'leaving') return undefined;
    if (typeof answer === 'string' || !answer.leaveFor) return this.#settle(answer);
    this.#surroundings().leaveFor(answer.leaveFor);
    return undefined;
  }

  #trying(trying: ActionState<never>): void {
    this.#unsure = true;
    const { noteUnsure, showAnswer } = this.#surroundings();
    noteUnsure(this.#key);
    showAnswer(trying);
  }

  #settle(answer: Exclude<Outcome<Data>, 'leaving'>): ActionState<Data> | undefined {
    const { showPending, showAnswer, noteUnsure, guard, onDone } = this.#surroundings();
    this.#running = false;
    showPending(false);
    const said = typeof answer === 'string' ? undefined : answer;
    if (said?.status === 'unavailable') this.#unsure = true;
    if (said?.status === 'done' || said?.wentThroughBefore || !this.#unsure) {
      this.#key = undefined;
      this.#unsure = false;
    }
    noteUnsure(this.#unsure ? this.#key : undefined);
    showAnswer(said);
    // Once the person is signed in again, the page stops saying that the session has ended.
    if (said?.status === 'signed_out') void guard?.whenBack().then(() => showAnswer(undefined));
    if (said?.status === 'done') onDone?.(said);
    return said;
  }
}
