/** Names that several parts of the page share. */

export const sessionsPath = '/settings/sessions';

/** The id of the line that says proof will be asked for; the buttons that will ask are described by it. */
export const proofNoteId = 'proof-note';
