/** What a person is told while the database is away, or did not answer in time. Only what is known. Pure. */

export type StoreTrouble = 'away' | 'busy';

export const unavailableTitle = 'Back in a moment';

const what: Record<StoreTrouble, string> = {
  away: "The database can't be reached right now.",
  busy: 'This took too long, so we stopped.',
};

const maybeDone = 'It may still have gone through: check before you try again.';

/**
 * On the form that was sent. `unsure`: something may have been changed. What became of the text the page adds, which knows
 * what stands in it.
 */
export const formSentence = (trouble: StoreTrouble, unsure: boolean): string =>
  `${what[trouble]} ${unsure ? maybeDone : 'Nothing was changed. Try again in a moment.'}`;

/** The title of a problem document. */
export const problemSentence = (trouble: StoreTrouble, unsure: boolean): string =>
  `${what[trouble]} ${unsure ? maybeDone : 'Nothing was changed; try again.'}`;

/** On a page that could not be shown. `sent`: the browser had posted a form, and whether it went through is not known here. */
export function pageSentences(trouble: StoreTrouble, sent: boolean): string[] {
  const why = {
    away: "We can't reach our database right now.",
    busy: 'Our database took too long to answer.',
  }[trouble];
  return sent
    ? [why, 'What you sent may or may not have gone through: check before you send it again.']
    : [why, 'If you were signed in, you still are.'];
}

/** All that an error page in the browser gets to know of a fault on the server. */
export const unavailableDigest: Record<StoreTrouble, string> = {
  away: 'database_away',
  busy: 'database_busy',
};

/** Undefined for every other fault. */
export const troubleOfDigest = (digest: string | undefined): StoreTrouble | undefined =>
  (['away', 'busy'] as const).find((trouble) => unavailableDigest[trouble] === digest);
