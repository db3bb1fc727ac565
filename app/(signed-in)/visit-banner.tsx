'use client';

import { Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import type { ButtonSize } from '@/app/ui/button-style';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { product } from '@/lib/config/product';
import type { SupportLevel } from '@/lib/config/support';
import { levelWords } from '@/lib/words/support';
import { stopVisitAction } from './support-actions';

export interface VisitBannerProps {
  /** Whose account it is. */
  person: string;
  level: SupportLevel;
  reason: string;
  secondsLeft: number;
}

/** Above every page while support sees an account as its person: whose it is, what may be done, how long, why, and the way out. */
export function VisitBanner({ person, level, reason, secondsLeft }: VisitBannerProps) {
  return (
    <div
      role="status"
      aria-label="Support access"
      data-visit=""
      className="sticky top-0 z-30 flex items-center justify-between gap-x-4 border-warn-line border-b-2 bg-warn-soft px-4 py-2 text-ink sm:justify-center"
    >
      <p className="flex min-w-0 items-start gap-2">
        <Eye aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn-ink" />
        <span className="line-clamp-3 min-w-0" title={reason}>
          <Segments>
            <span>
              You see {product.name} as{' '}
              <strong className="font-semibold">
                <PersonText>{person}</PersonText>
              </strong>
            </span>
            {levelWords[level]}
            <MinutesLeft key={secondsLeft} secondsLeft={secondsLeft} />
            <em>
              <PersonText>{reason}</PersonText>
            </em>
          </Segments>
        </span>
      </p>
      <StopForm />
    </div>
  );
}

/** Read out with the banner, and not again with every minute. */
function MinutesLeft({ secondsLeft }: { secondsLeft: number }) {
  const [left, setLeft] = useState(secondsLeft);
  useEffect(() => {
    const began = performance.now();
    const tick = () => setLeft(Math.max(0, secondsLeft - (performance.now() - began) / 1000));
    const timer = setInterval(tick, 5000);
    return () => clearInterval(timer);
  }, [secondsLeft]);
  return (
    <span aria-live="off" className="tabular-nums">
      {Math.ceil(left / 60)} min left
    </span>
  );
}

export function StopForm({ label = 'Stop', size = 'sm' }: { label?: string; size?: ButtonSize }) {
  const { state, pending, form } = useActionForm(stopVisitAction, { repeats: false });
  return (
    <form {...form} className="flex shrink-0 flex-col gap-2">
      <SubmitButton size={size} variant="secondary" pending={pending}>
        {label}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
