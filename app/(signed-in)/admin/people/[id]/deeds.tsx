import { DeedForm, type DeedFormProps } from '@/app/(signed-in)/admin/deed-form';
import { Card } from '@/app/ui/card';
import { Section } from '@/app/ui/section';
import { type Role, roles } from '@/lib/config/policy';
import type { PersonSeen } from '@/lib/flows/operator/look-at-person';
import { type StaffPermission, staffRefusal } from '@/lib/staff/permissions';
import { roleWords } from '@/lib/words/staff';
import {
  changeRoleAction,
  disableAction,
  enableAction,
  removeTrustAction,
  requireResetAction,
  signPersonOutAction,
  unlockAction,
} from './actions';

export type Staff = { readonly id: string; readonly role: Role };

type Deed = Omit<DeedFormProps, 'fields'> & {
  readonly permission: StaffPermission;
  readonly offered: (person: PersonSeen) => boolean;
};

const always = () => true;

const deeds: readonly Deed[] = [
  {
    permission: 'sign_out',
    action: signPersonOutAction,
    button: 'Sign out everywhere',
    does: 'Ends every session, and trust in every browser. The person signs in again.',
    done: 'Every session was ended.',
    offered: always,
  },
  {
    permission: 'require_reset',
    action: requireResetAction,
    button: 'Require a new password',
    does: 'For an account that somebody else may have got into: ends every session, disconnects Google and GitHub, and the password opens nothing until another one is chosen. The person gets an email with a link for it.',
    done: 'A new password is required.',
    offered: always,
  },
  {
    permission: 'remove_trust',
    action: removeTrustAction,
    button: 'Remove trust',
    does: 'Every browser is asked for the code again at the next sign-in. Sessions go on.',
    done: 'No browser is trusted any longer.',
    offered: ({ trusted }) => trusted.length > 0,
  },
  {
    permission: 'unlock',
    action: unlockAction,
    button: 'Unlock',
    does: 'Forgets the wrong passwords and codes that keep this person out.',
    done: 'The account is unlocked.',
    offered: always,
  },
  {
    permission: 'disable',
    action: disableAction,
    button: 'Disable account',
    does: 'Ends every session, and nothing opens the account any more. The person gets an email.',
    done: 'The account is disabled.',
    offered: ({ account }) => account.disabledAt === null,
  },
  {
    permission: 'enable',
    action: enableAction,
    button: 'Enable account',
    does: 'The person can sign in again, and gets an email. What ended stays ended.',
    done: 'The account is enabled again.',
    offered: ({ account }) => account.disabledAt !== null,
  },
];

/** What this member of staff may do here; what they may not is not offered, and refused all the same. */
export function StaffDeeds({ staff, person }: { staff: Staff; person: PersonSeen }) {
  const { account } = person;
  const offered = deeds.filter(
    ({ permission, offered: fits }) => fits(person) && !staffRefusal(staff, permission, account),
  );
  return (
    <Section title="Help">
      <Card className="flex flex-col items-start gap-1">
        {offered.map(({ permission, offered: _, ...deed }) => (
          <DeedForm key={permission} {...deed} fields={{ userId: account.id }} />
        ))}
        {staffRefusal(staff, 'change_role', account) ? null : <Roles account={account} />}
      </Card>
    </Section>
  );
}

const Roles = ({ account }: Pick<PersonSeen, 'account'>) =>
  roles
    .filter((role) => role !== account.role)
    .map((role) => (
      <DeedForm
        key={role}
        action={changeRoleAction}
        button={`Change role to ${roleWords[role].toLowerCase()}`}
        does="Ends every session, and the person gets an email. Staff sign in with a second factor."
        done="The role was changed."
        fields={{ userId: account.id, role }}
      />
    ));
