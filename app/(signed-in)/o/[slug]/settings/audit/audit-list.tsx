'use client';

import { FolderPen, type LucideIcon, Settings2, ShieldAlert, Users, Webhook } from 'lucide-react';
import { ByDay } from '@/app/ui/by-day';
import { CardItem } from '@/app/ui/card';
import { classNames } from '@/app/ui/class-names';
import { Time } from '@/app/ui/time';
import type { OrganizationAuditKind } from '@/lib/audit/organization-shown';

type AuditLine = {
  readonly id: string;
  readonly at: string;
  readonly kind: OrganizationAuditKind;
  readonly sentence: string;
};

type Props = { lines: readonly AuditLine[]; now: string; zone: string | undefined };

const icons: Record<OrganizationAuditKind, LucideIcon> = {
  members: Users,
  webhooks: Webhook,
  organization: Settings2,
  refused: ShieldAlert,
  projects: FolderPen, // only: sample
};

export function AuditList({ lines, now, zone }: Props) {
  return (
    <ByDay lines={lines} now={now} zone={zone}>
      {(line) => <Line key={line.id} line={line} now={now} zone={zone} />}
    </ByDay>
  );
}

function Line({ line, now, zone }: Omit<Props, 'lines'> & { line: AuditLine }) {
  const Icon = icons[line.kind];
  const tone = line.kind === 'refused' ? 'text-warn-ink' : 'text-muted';
  return (
    <CardItem
      className="py-3"
      icon={<Icon aria-hidden="true" className={classNames('mt-0.5 size-4 shrink-0', tone)} />}
    >
      {/* People type the names in it, so their text direction has to end with them. */}
      <p className="wrap-anywhere">
        <bdi>{line.sentence}</bdi>
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <Time at={line.at} now={now} zone={zone} style="time" />
      </p>
    </CardItem>
  );
}
