/**
 * Decides when a draft is saved and what the person is told about it. It knows neither React nor the DOM, so it can be tested.
 */

import type { DraftFields } from '@/lib/draft/rules';
import type { DraftBody } from '@/lib/web/draft/draft-body';
import type { Trouble } from '@/lib/web/guards/answers';

export type DraftStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'restored'; readonly at: string }
  | { readonly kind: 'saved' }
  /** Another tab or device saved meanwhile: the person chooses, nothing is overwritten. */
  | { readonly kind: 'overtaken'; readonly theirs: DraftBody }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'unsaved' }
  /** Trying again cannot help. */
  | { readonly kind: 'stopped'; readonly trouble: Trouble };

export type SaveAnswer =
  | { readonly kind: 'saved' | 'overtaken'; readonly draft: DraftBody }
  | { readonly kind: 'too_large' }
  /** Somebody else is signed in here now. */
  | { readonly kind: 'not_ours' }
  /** No connection, too many requests, or the database is down; `seconds` if the server says how long to wait. */
  | { readonly kind: 'later'; readonly seconds?: number | undefined }
  | { readonly kind: 'stopped'; readonly trouble: Trouble }
  /** Resolves once the same person is signed in again. */
  | { readonly kind: 'signed_out'; readonly back: Promise<boolean> };

export type SaveDraft = (fields: DraftFields, seen: number, leaving: boolean) => Promise<SaveAnswer>;

/** Milliseconds: `calm` after the last keystroke, and at most `longest` after the first unsaved one. */
const calm = 700;
const longest = 3000;
/** Seconds before the next try: longer each time, because an outage may last. */
const firstRetry = 5;
const longestRetry = 60;

export class DraftKeeper {
  private latest: DraftFields | undefined;
  private waitingSince: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private paused = false;
  private stopped = false;
  private signedOut = false;
  private failures = 0;
  private told: DraftStatus['kind'] = 'none';

  constructor(
    private seen: number,
    private readonly save: SaveDraft,
    private readonly tell: (status: DraftStatus) => void,
  ) {}

  /** Something is typed that the server does not have. */
  get dirty(): boolean {
    return this.latest !== undefined;
  }

  changed(fields: DraftFields): void {
    this.latest = fields;
    // The form no longer holds what was saved.
    if (this.told === 'saved') this.show({ kind: 'none' });
    this.schedule();
  }

  /** The page now shows this version. */
  shows(draft: Pick<DraftBody, 'version'>): void {
    this.latest = undefined;
    this.seen = draft.version;
    this.paused = false;
  }

  /** The person chooses what this page holds over what was saved elsewhere. */
  insist(theirs: DraftBody, fields: DraftFields): Promise<void> {
    this.paused = false;
    this.seen = theirs.version;
    this.latest = fields;
    return this.flush(false);
  }

  /** Call it before sending the form: a save that arrived later would bring the draft back. */
  async settle(): Promise<void> {
    this.paused = true;
    clearTimeout(this.timer);
    await this.saving;
  }

  /** The form went through, and the server has thrown the draft away. */
  sent(): void {
    this.shows({ version: 0 });
    this.show({ kind: 'none' });
  }

  /** Somebody else is signed in here now, so the page is no longer theirs to save. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** The form did not go through: what is typed is kept again. */
  resume(fields: DraftFields | undefined): void {
    this.paused = false;
    if (fields) this.changed(fields);
  }

  /** Saves now what is not saved yet; `leaving`: the page is going away. */
  async flush(leaving: boolean): Promise<void> {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    this.waitingSince = undefined;
    if (!this.latest || this.waits) return;
    this.saving = this.saveOnce(this.latest, leaving).finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  private get waits(): boolean {
    return this.paused || this.stopped || this.signedOut;
  }

  private show(status: DraftStatus): void {
    this.told = status.kind;
    this.tell(status);
  }

  private schedule(wait = calm): void {
    clearTimeout(this.timer);
    if (this.waits) return;
    this.waitingSince ??= performance.now();
    const waited = performance.now() - this.waitingSince;
    this.timer = setTimeout(() => void this.flush(false), Math.max(0, Math.min(wait, longest - waited)));
  }

  private async saveOnce(fields: DraftFields, leaving: boolean): Promise<void> {
    const answer = await this.save(fields, this.seen, leaving);
    this.failures = answer.kind === 'later' ? this.failures + 1 : 0;
    switch (answer.kind) {
      case 'saved':
        return this.saved(fields, answer.draft);
      case 'overtaken':
        // This very page saved it while going away, before it was reloaded.
        if (isSame(answer.draft.fields, fields)) return this.saved(fields, answer.draft);
        this.paused = true;
        return this.show({ kind: 'overtaken', theirs: answer.draft });
      case 'not_ours':
        return this.stop();
      case 'too_large':
      case 'stopped':
        return this.show(answer);
      case 'later':
        this.show({ kind: 'unsaved' });
        return this.again(answer.seconds ?? Math.min(longestRetry, firstRetry * 2 ** (this.failures - 1)));
      case 'signed_out':
        // Nor does a page send it while going away: somebody else may be signed in by then.
        this.signedOut = true;
        void answer.back.then((back) => back && this.goOn());
    }
  }

  private saved(fields: DraftFields, { version }: DraftBody): void {
    this.seen = version;
    // What was typed meanwhile has its own timer and its own status.
    if (this.latest === fields) {
      this.latest = undefined;
      this.show({ kind: 'saved' });
    }
  }

  private goOn(): void {
    this.signedOut = false;
    this.schedule();
  }

  private again(seconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(false), seconds * 1000);
  }
}

const isSame = (one: DraftFields, other: DraftFields): boolean =>
  Object.keys({ ...one, ...other }).every((name) => (one[name] ?? '') === (other[name] ?? ''));
