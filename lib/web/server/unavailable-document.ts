/** The page for when a page cannot be rendered. It comes back by itself. */

import { pageSentences, type StoreTrouble, unavailableTitle } from '../../words/unavailable';
import { plainDocument, type Rendered } from './plain-document';

/** Between two tries of a browser without scripts. */
const retrySeconds = 10;

export type UnavailableFor = {
  /** The path and query that were asked for. A stranger wrote them. */
  readonly url: string;
  /** The request posted a form. */
  readonly sent: boolean;
  /** The person's own choice, if they made one. */
  readonly theme: 'light' | 'dark' | undefined;
};

export const unavailableDocument = (trouble: StoreTrouble, { url, sent, theme }: UnavailableFor): Rendered =>
  plainDocument({
    title: unavailableTitle,
    sentences: [...pageSentences(trouble, sent), 'This page tries again by itself every few seconds.'],
    way: { path: url, words: 'Try again' },
    theme,
    retrySeconds,
  });
