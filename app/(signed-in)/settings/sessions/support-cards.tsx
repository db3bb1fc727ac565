'use client';

import { LifeBuoy } from 'lucide-react';
import { useId } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { CardItem } from '@/app/ui/card';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import { toast } from '@/app/ui/toaster';
import type { SupportLevel } from '@/lib/config/support';
import { fromSupport, levelDeeds } from '@/lib/words/support';
import { endVisitAction, withdrawSupportAction } from '../../support-actions';

type Times = { now: string; zone: string | undefined };

export interface LiveVisitCardProps extends Times {
  visit: { id: string; name: string; level: SupportLevel; reason: string; startedAt: string; endsAt: string };
}

const icon = <LifeBuoy aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" />;
const small = 'mt-0.5 text-[0.8125rem] text-muted';

const Quoted = ({ children }: { children: string }) => (
  <p className={small}>
    “<PersonText>{children}</PersonText>”
  </p>
);

/** Support sees the account now. */
export function LiveVisitCard({ visit, ...times }: LiveVisitCardProps) {
  const name = useId();
  const { state, pending, form } = useActionForm(endVisitAction, {
    onDone: () => toast('Support no longer sees your account.'),
  });
  return (
    <CardItem
      icon={icon}
      aria-labelledby={name}
      actions={
        <form {...form}>
          <input type="hidden" name="sessionId" value={visit.id} />
          <SubmitButton size="sm" variant="danger" pending={pending} aria-describedby={name}>
            End now
          </SubmitButton>
          <FormMessage state={state} />
        </form>
      }
    >
      <p className="font-medium">
        <PersonText id={name}>{visit.name}</PersonText>
      </p>
      <p className={small}>
        <Segments>
          {levelDeeds[visit.level]}
          <span>
            since <Time at={visit.startedAt} {...times} style="time" />
          </span>
          <span>
            ends <Time at={visit.endsAt} {...times} style="time" />
          </span>
        </Segments>
      </p>
      <Quoted>{visit.reason}</Quoted>
    </CardItem>
  );
}

export interface ConsentCardProps extends Times {
  consent: {
    id: string;
    staffName: string | null;
    level: SupportLevel | null;
    reason: string;
    expiresAt: string;
  };
}

/** The person has allowed it, and nobody has used it yet. */
export function ConsentCard({ consent, ...times }: ConsentCardProps) {
  const name = useId();
  const { state, pending, form } = useActionForm(withdrawSupportAction, {
    onDone: () => toast('Taken back. Support has to ask again.'),
  });
  return (
    <CardItem
      icon={icon}
      aria-labelledby={name}
      actions={
        <form {...form}>
          <input type="hidden" name="grantId" value={consent.id} />
          <SubmitButton size="sm" variant="secondary" pending={pending} aria-describedby={name}>
            Take back
          </SubmitButton>
          <FormMessage state={state} />
        </form>
      }
    >
      <p className="font-medium">
        <PersonText id={name}>{`${fromSupport(consent.staffName)} may see your account`}</PersonText>
      </p>
      <p className={small}>
        <Segments>
          {consent.level ? levelDeeds[consent.level] : null}
          <span>
            allowed until <Time at={consent.expiresAt} {...times} />
          </span>
          <span>once</span>
        </Segments>
      </p>
      <Quoted>{consent.reason}</Quoted>
    </CardItem>
  );
}
