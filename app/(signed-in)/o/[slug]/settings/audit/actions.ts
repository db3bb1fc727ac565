'use server';

import { z } from 'zod';
import { twoOfAdministrators } from '@/lib/flows/context';
import { auditDownloadHref, readAuditQuery } from '@/lib/web/activity/audit-query';
import { postedWithoutScripts } from '@/lib/web/guards/action-guards';
import { organizationAction } from '@/lib/web/guards/organization-action';

const filter = z.string().optional();

/** Asks for proof on the page; the file itself comes from a route, which checks everything again. */
export const exportAuditAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'audit.export',
    input: z.object({ kind: filter, person: filter }),
    limit: 'session_management',
    stepUp: 'recent',
    strength: twoOfAdministrators,
    purpose: 'export_audit',
  },
  async (ctx, asked) => {
    const query = readAuditQuery(asked);
    if (!query) return { status: 'refused', message: 'Reload the page and choose again.' };
    // With scripts the page fetches the file itself: the router would treat a redirect to a file as a page.
    return (await postedWithoutScripts())
      ? { status: 'done', goTo: auditDownloadHref(ctx.organization.slug, query) }
      : { status: 'done' };
  },
);
