'use client';

import { FolderPen, LogIn, LogOut, type LucideIcon, ShieldAlert, UserPen } from 'lucide-react';
import { ByDay } from '@/app/ui/by-day';
import { CardItem } from '@/app/ui/card';
import { classNames } from '@/app/ui/class-names';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import type { ShownLine } from './shown-line';

type Times = { now: string; zone: string | undefined };

export function ActivityList({ lines, now, zone }: Times & { lines: readonly ShownLine[] }) {
  return (
    <ByDay lines={lines} now={now} zone={zone}>
      {(line) => <Line key={line.id} line={line} now={now} zone={zone} />}
    </ByDay>
  );
}

const icons: Record<ShownLine['kind'], LucideIcon> = {
  sign_ins: LogIn,
  ends: LogOut,
  changes: UserPen,
  failures: ShieldAlert,
  other: FolderPen,
};

function Line({ line, now, zone }: Times & { line: ShownLine }) {
  const Icon = icons[line.kind];
  const failed = line.kind === 'failures';
  return (
    <CardItem
      className="py-3"
      icon={
        <Icon
          aria-hidden="true"
          className={classNames('mt-0.5 size-4 shrink-0', failed ? 'text-warn-ink' : 'text-muted')}
        />
      }
    >
      {/* People type these names, so their text direction has to end with them. */}
      <p className="wrap-anywhere font-medium">
        <bdi>{line.title}</bdi>
      </p>
      <p className="wrap-anywhere mt-0.5 text-[0.8125rem] text-muted">
        <Segments>
          <Time at={line.at} now={now} zone={zone} style="time" />
          {line.detail ? <bdi>{line.detail}</bdi> : null}
          {line.by ? `by ${line.by}` : null}
          {line.device ? <Device line={line} /> : null}
          {line.place}
        </Segments>
      </p>
    </CardItem>
  );
}

function Device({ line }: { line: ShownLine }) {
  const device = <PersonText>{line.device ?? ''}</PersonText>;
  if (!line.deviceHref) return device;
  return (
    <PageLink href={line.deviceHref} className="underline hover:text-ink">
      {device}
    </PageLink>
  );
}
