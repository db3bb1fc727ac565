import type { Metadata } from 'next';
import { StepUpForm } from '@/app/guard/step-up/step-up-form';
import { stepUpWays } from '@/lib/flows/session/step-up-ways';
import { requireSession } from '@/lib/web/request/current-session';
import { returnTo } from '@/lib/web/request/return-to';
import { isPurpose, purposes } from '@/lib/words/reasons';
import { stepUpAction } from '../account-actions';

export const metadata: Metadata = { title: "Confirm it's you" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** For browsers without scripts (with them, a dialog asks over the page), and for sensitive pages after a break. */
export default async function StepUpPage({ searchParams }: Props) {
  const ctx = await requireSession();
  const [asked, ways] = [await searchParams, await stepUpWays(ctx)];
  const next = returnTo(asked.next);
  return (
    <div className="mx-auto max-w-sm rounded-lg border border-line bg-surface p-5 sm:p-6">
      <h1 className="font-semibold text-lg leading-6 tracking-tight">Confirm it's you</h1>
      <p className="mt-1 mb-5 text-muted">
        {isPurpose(asked.for) ? `Confirm it's you to ${purposes[asked.for]}.` : 'This needs fresh proof.'}{' '}
        Then we'll take you back to it.
      </p>
      <StepUpForm action={stepUpAction} email={ctx.user.email} ways={ways} next={next} />
    </div>
  );
}
