'use client';

import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { CardItem, CardList } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Time } from '@/app/ui/time';
import { purposes } from '@/lib/words/reasons';
import { restoreOrganizationAction } from './actions';

type ShownDeleted = { readonly id: string; readonly name: string; readonly until: string };
type Surroundings = { readonly now: string; readonly zone: string | undefined };

export function DeletedList({ deleted, ...rest }: Surroundings & { deleted: readonly ShownDeleted[] }) {
  return (
    <CardList label="Deleted organizations">
      {deleted.map((each) => (
        <Row key={each.id} {...each} {...rest} />
      ))}
    </CardList>
  );
}

function Row({ id, name, until, now, zone }: ShownDeleted & Surroundings) {
  const { state, pending, form } = useActionForm(restoreOrganizationAction, {
    purpose: purposes.restore_organization,
  });
  const named = useId();
  return (
    <CardItem
      aria-labelledby={named}
      actions={
        <form {...form}>
          <input type="hidden" name="organizationId" value={id} />
          <SubmitButton
            size="sm"
            variant="secondary"
            pending={pending}
            pendingLabel="Bringing it back…"
            aria-describedby={named}
          >
            Bring back
          </SubmitButton>
        </form>
      }
    >
      <p id={named} className="font-medium">
        <PersonText>{name}</PersonText>
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        will be deleted for good on <Time at={until} now={now} zone={zone} style="date" />
      </p>
      <FormMessage state={state} />
    </CardItem>
  );
}
