import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type NoteTone = 'neutral' | 'info' | 'good' | 'warn' | 'danger';

export interface NoteProps {
  tone?: NoteTone;
  title?: ReactNode;
  /** "status" for what just changed, "alert" for what cannot wait; none for what was there all along. */
  role?: 'status' | 'alert' | 'note' | 'region';
  'aria-label'?: string;
  id?: string;
  /** Buttons or links, beside the text if there is room. */
  actions?: ReactNode;
  /** Good news, hidden while a form on the same page or in the same dialog reports trouble. */
  news?: boolean;
  className?: string;
  children?: ReactNode;
}

const tones: Record<NoteTone, { look: string; mark: string; Icon: LucideIcon }> = {
  neutral: { look: 'border-line bg-sunken', mark: 'text-muted', Icon: Info },
  info: { look: 'border-accent-line bg-accent-soft', mark: 'text-accent-ink', Icon: Info },
  good: { look: 'border-good-line bg-good-soft', mark: 'text-good-ink', Icon: CircleCheck },
  warn: { look: 'border-warn-line bg-warn-soft', mark: 'text-warn-ink', Icon: TriangleAlert },
  danger: { look: 'border-danger-line bg-danger-soft', mark: 'text-danger-ink', Icon: CircleAlert },
};

/** A calm callout. The text keeps its colour; the background and the icon carry the tone. */
export function Note({ tone = 'neutral', title, actions, news, className, children, ...rest }: NoteProps) {
  const { look, mark, Icon } = tones[tone];
  return (
    <div
      {...rest}
      data-news={news || undefined}
      data-trouble={tone === 'danger' || tone === 'warn' || undefined}
      className={classNames('flex gap-2.5 rounded-lg border px-3 py-2.5 text-ink', look, className)}
    >
      <Icon aria-hidden="true" className={classNames('mt-0.5 size-4 shrink-0', mark)} />
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-72">
          {title ? <p className="font-medium">{title}</p> : null}
          {children}
        </div>
        {actions ? <div className="flex shrink-0 flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
