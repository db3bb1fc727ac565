/** Decides when a draft is saved and what the person is told about it. Knows no React and no DOM, so that it can be tested. */

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
  /** Asking again cannot help. */
  | { readonly kind: 'stopped'; readonly trouble: Trouble };

export type SaveAnswer =
  | { readonly kind: 'saved' | 'overtaken'; readonly draft: DraftBody }
  | { readonly kind: 'too_large' }
  /** Somebody else is signed in here now. */
  | { readonly kind: 'not_ours' }
  /** No connection, too often, or the database is away; `seconds` where the server says how long. */
  | { readonly kind: 'later'; readonly seconds?: number | undefined }
  | { readonly kind: 'stopped'; readonly trouble: Trouble }
  /** Resolves once the same person is signed in again. */
  | { readonly kind: 'signed_out'; readonly back: Promise<boolean> };

export type SaveDraft = (fields: DraftFields, seen: number, leaving: boolean) => Promise<SaveAnswer>;

/** Milliseconds after the last key, and at most after the first one that is not saved yet. */
const calm = 700;
const longest = 3000;
/** Seconds before it is tried again: ever longer, because an outage may last. */
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
    // What was saved is no longer what stands there.
    if (this.told === 'saved') this.show({ kind: 'none' });
    this.schedule();
  }

  /** The page shows this version now. */
  shows(draft: Pick<DraftBody, 'version'>): void {
    this.latest = undefined;
    this.seen = draft.version;
    this.paused = false;
  }

  /** The person prefers what stands here over what was saved elsewhere. */
  insist(theirs: DraftBody, fields: DraftFields): Promise<void> {
    this.paused = false;
    this.seen = theirs.version;
    this.latest = fields;
    return this.flush(false);
  }

  /** Before the form is sent: a save that arrived after it would bring back what was sent. */
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

  /** The page belongs to somebody who is no longer the one signed in here. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** It did not: what is typed is kept again. */
  resume(fields: DraftFields | undefined): void {
    this.paused = false;
    if (fields) this.changed(fields);
  }

  /** Saves now what is not saved; `leaving` for a page that goes away. */
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
        // Saved by this very page as it went away, before it was loaded again.
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
        // Nor does a page that goes away meanwhile send it: anyone who is signed in by then may be somebody else.
        this.signedOut = true;
        void answer.back.then((back) => back && this.goOn());
    }
  }

  private saved(fields: DraftFields, { version }: DraftBody): void {
    this.seen = version;
    // What was typed meanwhile has its own timer, and its own word.
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
