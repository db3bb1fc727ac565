/** The forms of these pages that keep drafts. */

export const newNoteForm = 'test-note:new';
export const noteForm = (id: string) => `test-note:${id}`;
