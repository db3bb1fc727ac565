'use client';

import { useId, useRef } from 'react';
import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { Badge } from '@/app/ui/badge';
import { SubmitButton } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Select } from '@/app/ui/select';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { type OrganizationRole, organizationRoles } from '@/lib/organization/permissions';
import { inSentence } from '@/lib/typed/visible';
import { removalSentence, roleLabels } from '@/lib/words/organizations';
import { purposes } from '@/lib/words/reasons';
import { changeMemberRoleAction, removeMemberAction } from './actions';

type ShownMember = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: OrganizationRole;
  readonly joinedAt: string;
  /** Undefined for those who manage no members: a list of easy targets. */
  readonly secondFactor: boolean | undefined;
  readonly you: boolean;
  readonly mayChange: boolean;
};

type Surroundings = {
  readonly organization: string;
  /** Whether the reader may make somebody an owner. */
  readonly makesOwners: boolean;
  readonly needsProof: boolean;
  readonly now: string;
  readonly zone: string | undefined;
};

export function MemberList({ members, ...rest }: Surroundings & { members: readonly ShownMember[] }) {
  return (
    <CardList label="Members">
      {members.map((member) => (
        <Row key={member.userId} member={member} {...rest} />
      ))}
    </CardList>
  );
}

function Row({ member, now, zone, ...rest }: Surroundings & { member: ShownMember }) {
  const name = useId();
  const item = useRef<HTMLLIElement>(null);
  useFocusWhenGone(item);
  return (
    <CardItem
      ref={item}
      aria-labelledby={name}
      actions={
        member.mayChange ? <Deeds name={name} member={member} now={now} zone={zone} {...rest} /> : undefined
      }
    >
      <p id={name} className="font-medium">
        <PersonText>{member.name}</PersonText> <Badge>{roleLabels[member.role]}</Badge>{' '}
        {member.you ? <Badge tone="accent">You</Badge> : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <PersonText>{member.email}</PersonText>
          <span>
            joined <Time at={member.joinedAt} now={now} zone={zone} style="date" />
          </span>
          {member.secondFactor === undefined ? null : (
            <span>{member.secondFactor ? 'second factor on' : 'no second factor'}</span>
          )}
        </Segments>
      </p>
    </CardItem>
  );
}

type DeedsProps = Surroundings & {
  readonly member: ShownMember /** The id of what names the person. */;
  readonly name: string;
};

function Deeds({ name, member, organization, makesOwners, needsProof }: DeedsProps) {
  const { userId } = member;
  const called = inSentence(member.name);
  const roles = organizationRoles.filter((role) => makesOwners || role !== 'owner');
  const { state, pending, values, form } = useActionForm(changeMemberRoleAction, {
    purpose: purposes.change_role,
    saved: { role: member.role },
    onDone: () => toast(`The role of ${called} was changed.`),
  });
  const hint = useId();
  return (
    <>
      <form {...form} className="flex flex-wrap items-center gap-2">
        <input type="hidden" name="userId" value={userId} />
        <Select
          small
          className="w-auto!"
          label={`Role of ${called}`}
          name="role"
          defaultValue={values.role}
          error={state.fields?.role}
          options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
        />
        <SubmitButton
          size="sm"
          variant="secondary"
          pending={pending}
          pendingLabel="Changing…"
          aria-label={`Change role of ${called}`}
          aria-describedby={needsProof ? hint : undefined}
        >
          Change role
        </SubmitButton>
        <ProofHint id={hint} needsProof={needsProof} />
        <FormMessage state={state} />
      </form>
      <ConfirmedForm
        action={removeMemberAction}
        purpose={purposes.remove_member}
        needsProof={needsProof}
        button="Remove"
        describedBy={name}
        pendingLabel="Removing…"
        look={{ size: 'sm', variant: 'secondary' }}
        title={`Remove ${called} from ${inSentence(organization)}?`}
        description={removalSentence(called, inSentence(organization))}
        onDone={() => toast(`${called} was removed.`)}
      >
        <input type="hidden" name="userId" value={userId} />
      </ConfirmedForm>
    </>
  );
}
