import {
  Bot,
  CircleQuestionMark,
  Gamepad2,
  Laptop,
  type LucideIcon,
  Monitor,
  Smartphone,
  Tablet,
  Tv,
} from 'lucide-react';
import type { DeviceKind } from '@/lib/device-hardware';

const icons: Record<DeviceKind, LucideIcon> = {
  laptop: Laptop,
  desktop: Monitor,
  phone: Smartphone,
  tablet: Tablet,
  tv: Tv,
  console: Gamepad2,
  bot: Bot,
  unknown: CircleQuestionMark,
};

/** A picture for the kind of device; the words beside it name it. */
export function DeviceIcon({ kind }: { kind: DeviceKind }) {
  const Icon = icons[kind];
  return (
    <span className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg border border-line bg-sunken text-muted">
      {/* On its side, a tablet is easy to tell from a phone at this size. */}
      <Icon
        aria-hidden="true"
        className={kind === 'tablet' ? 'size-4.5 rotate-90' : 'size-4.5'}
        strokeWidth={1.75}
      />
    </span>
  );
}
