'use server';

import { z } from 'zod';
import { twoOfAdministrators } from '@/lib/flows/context';
import { postedWithoutScripts, protectedAction } from '@/lib/web/guards/action-guards';
import { exportPath } from './export-path';

/** Asks for proof on the page; the file itself comes from a route, which checks everything again. */
export const exportDataAction = protectedAction(
  {
    input: z.object({}),
    limit: 'account_changes',
    stepUp: 'recent',
    strength: twoOfAdministrators,
    purpose: 'export_data',
  },
  async () => {
    // With scripts the page fetches the file itself: the router would treat a redirect to a file as a page.
    return (await postedWithoutScripts()) ? { status: 'done', goTo: exportPath } : { status: 'done' };
  },
);
