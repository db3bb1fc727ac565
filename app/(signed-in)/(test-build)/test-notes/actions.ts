'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { discardDrafts } from '@/lib/draft/store';
import { nameField, textField } from '@/lib/typed/name';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { newNoteForm, noteForm } from './forms';
import { insertNote, removeNote, updateNote } from './store';

const gone = { status: 'refused', message: 'This note no longer exists.' } as const;

const id = z.uuid('This is not a note.');
const name = nameField({ missing: 'Enter a name.', most: 100 });
const description = textField({ most: 20_000 });

export const createNoteAction = protectedAction(
  { input: z.object({ name, description }), limit: 'session_management', once: 'create_test_note' },
  async (ctx, typed) => {
    const note = await insertNote(ctx.db, { ...typed, userId: ctx.user.id });
    await discardDrafts(ctx.db, ctx.user.id, [newNoteForm]); // only: drafts
    return { status: 'done', goTo: `/test-notes/${note.id}` };
  },
);

export const saveNoteAction = protectedAction(
  { input: z.object({ id, name, description }), limit: 'session_management', once: 'save_test_note' },
  async (ctx, typed) => {
    if (!(await updateNote(ctx.db, { id: typed.id, userId: ctx.user.id }, typed))) return gone;
    await discardDrafts(ctx.db, ctx.user.id, [noteForm(typed.id)]); // only: drafts
    refresh();
    return { status: 'done' };
  },
);

/** The purpose is one of the product's own; a test page has no sentence there. */
export const deleteNoteAction = protectedAction(
  {
    input: z.object({ id }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'export_data',
    once: 'delete_test_note',
  },
  async (ctx, typed) => {
    if (!(await removeNote(ctx.db, { id: typed.id, userId: ctx.user.id }))) return gone;
    return { status: 'done', goTo: '/test-notes' };
  },
);
