import { classNames } from '@/app/ui/class-names';

export type Step = 'choose' | 'billing' | 'confirm';

const names: Record<Step, string> = { choose: 'Plan', billing: 'Billing details', confirm: 'Confirm' };

/** Shows which step the person is on. */
export function Steps({ current, withBilling }: { current: Step; withBilling: boolean }) {
  const steps = (Object.keys(names) as Step[]).filter((step) => withBilling || step !== 'billing');
  return (
    <ol className="mb-6 flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem]" aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? 'step' : undefined}
          className={classNames(
            'inline-flex items-center gap-2',
            step === current ? 'font-medium text-ink' : 'text-muted',
          )}
        >
          <span
            aria-hidden="true"
            className={classNames(
              'inline-grid size-5 place-items-center rounded-full border text-xs tabular-nums',
              step === current ? 'border-accent bg-accent-soft text-accent-ink' : 'border-line',
            )}
          >
            {index + 1}
          </span>
          {names[step]}
        </li>
      ))}
    </ol>
  );
}
