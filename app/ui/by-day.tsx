'use client';

import type { ReactNode } from 'react';
import { dayHeadingWords } from '@/lib/words/times';
import { CardList } from './card';
import { Section } from './section';
import { useBrowserZone } from './use-browser-zone';

type DatedLine = { readonly id: string; readonly at: string };

interface ByDayProps<Line> {
  lines: readonly Line[];
  now: string;
  zone: string | undefined;
  children: (line: Line) => ReactNode;
}

/** Which day a line belongs to depends on the reader's time zone, so the browser groups them. */
export function ByDay<Line extends DatedLine>({ lines, now, zone, children }: ByDayProps<Line>) {
  const here = useBrowserZone(zone);
  const days = groupedBy(lines, (line) => dayHeadingWords(new Date(line.at), new Date(now), here));
  return days.map(([day, ofDay]) => (
    <Section key={ofDay[0]?.id} title={day}>
      <CardList label={day}>{ofDay.map(children)}</CardList>
    </Section>
  ));
}

/** Keeps the order of the lines. */
function groupedBy<Line>(lines: readonly Line[], dayOf: (line: Line) => string): [string, Line[]][] {
  const days: [string, Line[]][] = [];
  for (const line of lines) {
    const last = days.at(-1);
    if (last?.[0] === dayOf(line)) last[1].push(line);
    else days.push([dayOf(line), [line]]);
  }
  return days;
}
