'use client';

import { clockTimeWords, dateWords, dayTimeWords, dayWords, fullTimeWords } from '@/lib/words/times';
import { useBrowserZone } from './use-browser-zone';

export type TimeStyle = 'relative-day' | 'day' | 'time' | 'date' | 'full';

export interface TimeProps {
  /** The instant, as ISO text. */
  at: string;
  /** The server's now, as ISO text: the server decides what "today" is, never the browser's clock. */
  now: string;
  /** The zone the server writes in, from the zone cookie; without one it writes, and says, UTC. */
  zone?: string | undefined;
  style?: TimeStyle;
  className?: string;
}

const words: Record<TimeStyle, (at: Date, now: Date, zone: string | undefined) => string> = {
  'relative-day': dayTimeWords,
  day: dayWords,
  time: (at, _now, zone) => clockTimeWords(at, zone),
  date: dateWords,
  full: (at, _now, zone) => fullTimeWords(at, zone),
};

/** An instant in the reader's time zone, the full time in its tooltip. */
export function Time({ at, now, zone, style = 'relative-day', className }: TimeProps) {
  const here = useBrowserZone(zone);
  const instant = new Date(at);
  return (
    // Server and browser may have different editions of the zone tables; that is no reason to render the page again.
    <time dateTime={at} title={fullTimeWords(instant, here)} className={className} suppressHydrationWarning>
      {words[style](instant, new Date(now), here)}
    </time>
  );
}
