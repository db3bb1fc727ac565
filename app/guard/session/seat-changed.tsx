'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/app/ui/button';
import { LinkButton } from '@/app/ui/link-button';
import { organizationRoles } from '@/lib/organization/permissions';
import type { SeatView } from '@/lib/session/seat-word';
import { securityPath } from '@/lib/web/request/return-to';
import { seatChangedWords } from '@/lib/words/organizations';
import { Sheet } from './locked';

type Props = Extract<SeatView, { kind: 'seat_changed' }>;

/** Takes the place of a page whose person has lost their place in its organization, or has another role there now. */
export function SeatChanged({ because, organization, role }: Props) {
  const known = organizationRoles.find((one) => one === role);
  const { title, sentence } = seatChangedWords(organization, known)[because];
  return (
    <Sheet title={title}>
      <p role="status" className="mb-5 text-muted">
        {sentence}
      </p>
      {because === 'role' ? <GoOn /> : null}
      {because === 'second_factor' ? (
        <LinkButton variant="primary" wide href={securityPath(`${location.pathname}${location.search}`)}>
          Set up a second factor
        </LinkButton>
      ) : null}
      {because === 'gone' || because === 'deleted' ? (
        <LinkButton variant="primary" wide href="/organizations">
          Your organizations
        </LinkButton>
      ) : null}
    </Sheet>
  );
}

/** The server renders the page for the role of now; what was typed stays. */
function GoOn() {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button variant="primary" wide disabled={pending} onClick={() => start(() => router.refresh())}>
      {pending ? 'Loading…' : 'Continue'}
    </Button>
  );
}
