/** Decides when a draft is saved and what the person is told about it. Knows no React and no DOM, so that it can be tested. */

import type { DraftFields } from '@/lib/draft/rules';
import type { DraftBody } from '@/lib/web/draft-body';

export type DraftStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'restored'; readonly at: string }
  | { readonly kind: 'saved' }
  /** Another tab or device saved meanwhile: the person chooses, nothing is overwritten. */
  | { readonly kind: 'overtaken'; readonly theirs: DraftBody }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'unsaved' };

export type SaveAnswer =
  | { readonly kind: 'saved' | 'overtaken'; readonly draft: DraftBody }
  | { readonly kind: 'too_large' }
  /** Somebody else is signed in here now. */
  | { readonly kind: 'not_ours' }
  /** No connection, too often, or the database is away. */
  | { readonly kind: 'later'; readonly seconds: number }
  /** Resolves once the same person is signed in again. */
  | { readonly kind: 'signed_out'; readonly back: Promise<boolean> };

export type SaveDraft = (fields: DraftFields, seen: number, leaving: boolean) => Promise<SaveAnswer>;

/** Milliseconds after the last key, and at most after the first one that is not saved yet. */
const calm = 700;
const longest = 3000;

export class DraftKeeper {
  private latest: DraftFields | undefined;
  private waitingSince: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private paused = false;
  private signedOut = false;

  constructor(
    private seen: number,
    private readonly save: SaveDraft,
    private readonly show: (status: DraftStatus) => void,
  ) {}

  /** Something is typed that the server does not have. */
  get dirty(): boolean {
    return this.latest !== undefined;
  }

  changed(fields: DraftFields): void {
    this.latest = fields;
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
    if (!this.latest || this.paused || this.signedOut) return;
    this.saving = this.saveOnce(this.latest, leaving).finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  private schedule(wait = calm): void {
    clearTimeout(this.timer);
    if (this.paused || this.signedOut) return;
    this.waitingSince ??= performance.now();
    const waited = performance.now() - this.waitingSince;
    this.timer = setTimeout(() => void this.flush(false), Math.max(0, Math.min(wait, longest - waited)));
  }

  private async saveOnce(fields: DraftFields, leaving: boolean): Promise<void> {
    const answer = await this.save(fields, this.seen, leaving);
    switch (answer.kind) {
      case 'saved':
        this.seen = answer.draft.version;
        // What was typed meanwhile has its own timer.
        if (this.latest === fields) this.latest = undefined;
        return this.show({ kind: 'saved' });
      case 'overtaken':
        this.paused = true;
        return this.show({ kind: 'overtaken', theirs: answer.draft });
      case 'not_ours':
        this.paused = true;
        return;
      case 'too_large':
        return this.show({ kind: 'too_large' });
      case 'later':
        this.show({ kind: 'unsaved' });
        this.again(answer.seconds);
        return;
      case 'signed_out':
        // Nor does a page that goes away meanwhile send it: whoever is signed in by then may be somebody else.
        this.signedOut = true;
        void answer.back.then((back) => back && this.goOn());
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
