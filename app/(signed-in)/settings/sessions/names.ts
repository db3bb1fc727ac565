/** What several parts of the page refer to. */

export const sessionsPath = '/settings/sessions';

/** The id of the line that says proof will be asked for; the buttons that ask for it are described by it. */
export const proofNoteId = 'proof-note';
