/** The first line of every page of the staff console. */
import 'server-only';

import { notFound, redirect } from 'next/navigation';
import { isOn } from '../../config/features';
import type { SignedInContext } from '../../flows/context';
import { isPermitted, type StaffPermission } from '../../staff/permissions';
import { currentSession, requireSession } from './current-session';
import { requireFeature } from './require-feature';

/** Where the page says that the console needs a second factor. */
const whereToAddFactor = '/settings/security#staff-console';

/**
 * Somebody without the permission sees what is behind an address that does not exist. Staff without a second factor are led to
 * where they add one, and after a break they prove it is them (docs/security.md F-9).
 */
export async function requireStaff(permission: StaffPermission): Promise<SignedInContext> {
  const { user } = await requireSession();
  requireFeature('staffConsole');
  if (!isPermitted(user.role, permission)) notFound();
  if (user.assurance < 2) redirect(whereToAddFactor);
  return requireSession({ sensitivity: 'sensitive' });
}

/** The title of such a page; to everybody else that of an address that does not exist. */
export async function staffTitle(permission: StaffPermission, title: string): Promise<{ title: string }> {
  const session = await currentSession();
  const may = session.kind === 'active' && isPermitted(session.ctx.user.role, permission);
  return { title: may && isOn('staffConsole') ? title : 'Page not found' };
}
