/** What somebody can be invited as. Nobody is invited to own an organization: owners are made of members. Pure. */

export const invitedRoles = ['member', 'admin'] as const;
export type InvitedRole = (typeof invitedRoles)[number];
