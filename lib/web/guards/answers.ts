/** What a page makes of whatever it is answered: which trouble it is, what to say, what to do next, and whether asking again can help. Pure. */

import { product } from '../../config/product';
import { waitWords } from '../../time';
import type { ActionState, NextStep } from './action-state';

/** What came back, as far as a script may see it. */
export type Met =
  | { readonly answered: false }
  | {
      readonly answered: true;
      readonly status: number;
      /** In the form in which our server answers such a question. Anything else was written by something on the way. */
      readonly inOurForm: boolean;
      /** Our server says that this version of it has no such action. */
      readonly unknownAction?: boolean;
      /** A fault of the action itself, under an id of ours. */
      readonly faulty?: boolean;
      readonly retryAfterSeconds?: number;
    };

export type Trouble =
  | 'no_answer'
  | 'busy'
  | 'fault'
  | 'too_many'
  | 'too_large'
  | 'unknown_version'
  | 'not_ours'
  | 'signed_out'
  | 'refused';

type Row = {
  readonly sentence: string;
  readonly next: NextStep;
  /** Asking again by itself can help, so a held form does. */
  readonly retried: boolean;
  /** The deed may be done although nobody said so: the next try goes under the same key. */
  readonly mayBeDone: boolean;
};

const certain = { retried: false, mayBeDone: false } as const;
const unsure = { retried: false, mayBeDone: true } as const;
const passing = { retried: true, mayBeDone: true } as const;

export const troubles: Readonly<Record<Trouble, Row>> = {
  no_answer: { sentence: "Can't reach the server.", next: 'try_again', ...passing },
  busy: { sentence: "The server isn't ready right now.", next: 'try_again', ...passing },
  fault: { sentence: 'Something went wrong on our side.', next: 'try_again', ...unsure },
  too_many: { sentence: 'That was a lot at once.', next: 'wait', ...certain },
  too_large: { sentence: 'This is too long to send.', next: 'shorten', ...certain },
  unknown_version: {
    sentence: `${product.name} was updated after you opened this page.`,
    next: 'reload',
    ...certain,
  },
  not_ours: {
    sentence: `Something on the way to ${product.name} answered in its place, such as a Wi-Fi sign-in page.`,
    next: 'reload',
    ...unsure,
  },
  signed_out: { sentence: 'Your session has ended.', next: 'sign_in', ...certain },
  refused: { sentence: "The server didn't accept this.", next: 'reload', ...certain },
};

const away = new Set([408, 425, 502, 503, 504]);

export function troubleOf(met: Met): Trouble {
  if (!met.answered) return 'no_answer';
  const { status } = met;
  if (met.unknownAction) return 'unknown_version';
  if (status === 401) return 'signed_out';
  if (status === 413) return 'too_large';
  if (status === 429) return 'too_many';
  // Gateways have numbers of their own beyond 511.
  if (away.has(status) || status > 511) return 'busy';
  if (status >= 500 || met.faulty) return 'fault';
  if (status >= 400) return 'refused';
  // Our answer, but it could not be read to the end.
  return met.inOurForm ? 'no_answer' : 'not_ours';
}

/** What the page has to lose. */
export type Typed = 'nothing' | 'text' | 'secrets' | 'text_and_secrets';

type Circumstances = {
  readonly typed: Typed;
  /** It is about to be sent again by itself. */
  readonly trying?: boolean;
  /** The page stands on a link from a mail, which it has taken out of its address. */
  readonly fromLink?: boolean | undefined;
  readonly retryAfterSeconds?: number | undefined;
};

/** The whole sentence for a form: what happened, what became of the text, what to do. */
export function troubleSentence(
  trouble: Trouble,
  { typed, trying, fromLink, retryAfterSeconds }: Circumstances,
): string {
  const { sentence, next } = troubles[trouble];
  const kept = keptHere(typed);
  switch (next) {
    case 'try_again':
      return words(sentence, kept, trying ? 'Trying again…' : 'Try again in a moment.');
    case 'wait':
      return words(sentence, `Try again ${againWords(retryAfterSeconds)}.`, kept);
    case 'shorten':
      return words(sentence, 'Shorten it and try again.', kept);
    case 'reload':
      if (fromLink) return words(sentence, 'Open the link in your email again.');
      return words(sentence, 'Reload the page and try again.', keptOverReload[typed]);
    case 'sign_in':
      return words(sentence, 'Sign in to carry on.');
  }
}

const keptHere = (typed: Typed) => (typed === 'nothing' ? '' : 'What you typed is still here.');

/** What our server says of its database, with what became of the text; to look means to load the page again. */
export function withKept<Data>(
  state: ActionState<Data>,
  { typed, fromLink }: Pick<Circumstances, 'typed' | 'fromLink'>,
): ActionState<Data> {
  if (state.status !== 'unavailable') return state;
  const reloads = state.unsure === true && !fromLink;
  const kept = reloads ? keptOverReload[typed] : keptHere(typed);
  return { ...state, message: words(state.message ?? '', kept), next: reloads ? 'reload' : undefined };
}

export const secretsAgain = 'Enter your passwords and codes again.';

const keptOverReload: Readonly<Record<Typed, string>> = {
  nothing: '',
  text: 'What you typed comes back.',
  secrets: secretsAgain,
  text_and_secrets: `What you typed comes back. ${secretsAgain}`,
};

const words = (...sentences: string[]) => sentences.filter(Boolean).join(' ');

const againWords = (seconds: number | undefined) =>
  seconds === undefined ? 'in a moment' : `in ${waitWords(seconds)}`;

/** The same as a form shows it. */
export function troubleState(trouble: Trouble, circumstances: Circumstances): ActionState<never> {
  const { mayBeDone, next } = troubles[trouble];
  return {
    status: mayBeDone ? 'unavailable' : trouble === 'signed_out' ? 'signed_out' : 'refused',
    message: troubleSentence(trouble, circumstances),
    // There is nothing left to load again: the link was in the address.
    next: next === 'reload' && circumstances.fromLink ? undefined : next,
    retryAfterSeconds: trouble === 'too_many' ? circumstances.retryAfterSeconds : undefined,
  };
}
