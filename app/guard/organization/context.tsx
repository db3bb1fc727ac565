'use client';

import { createContext, type ReactNode, useContext } from 'react';

/** The id of the organization that the page shows: what the page sends belongs there, whatever its address means by then. */
const OrganizationContext = createContext<string | null>(null);

export const useOrganization = () => useContext(OrganizationContext);

export function ShownOrganization({ id, children }: { id: string; children: ReactNode }) {
  return <OrganizationContext value={id}>{children}</OrganizationContext>;
}
