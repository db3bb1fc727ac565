/** What is asked of tables of different sizes: it may not grow with them. Pure. */

import type { PageCost } from './activity';
import type { OrganizationCost } from './organization';
import type { ProgramCost } from './programs';
import { targets } from './results';
import type { SizeCost } from './rows';
import { micro, type Table, times, verdict } from './table';

export function sizeTable(sizes: readonly SizeCost[]): Table {
  const last = sizes.length - 1;
  return {
    title: 'The statement in tables of different sizes',
    note: 'Random live sessions of a table of which three quarters have ended; the databases take turns.',
    head: ['Session rows', 'Median', 'p99', 'Against the smallest', 'Target', ''],
    rows: sizes.map(({ rows, medianMs, p99Ms, ratio }, index) => [
      rows.toLocaleString('en'),
      micro(medianMs),
      micro(p99Ms),
      times(ratio),
      index === last ? `≤ ${targets.growth} ×` : '–',
      index === last ? verdict(ratio <= targets.growth) : '',
    ]),
  };
}

export function activityTable(pages: readonly PageCost[]): Table {
  return {
    title: 'A page of the security log',
    note: 'Fifty lines with their devices, for two people in one table among as many lines of others; the pages take turns. A filter that hardly anything fits goes through the person’s part of the index.',
    head: ['Page', 'Lines of the person', 'Median', 'p99', 'Against the first row', 'Target', ''],
    rows: pages.map(({ title, lines, medianMs, p99Ms, ratio }, index) => {
      const held = index > 0 && !title.includes('filter');
      return [
        ...[title, lines.toLocaleString('en'), micro(medianMs), micro(p99Ms), times(ratio)],
        ...(held ? [`≤ ${targets.page} ×`, verdict(ratio <= targets.page)] : ['–', '']),
      ];
    }),
  };
}

export function organizationTable(costs: readonly OrganizationCost[]): Table {
  const smallest = Math.min(...costs.map(({ rows }) => rows));
  const judged = ({ rows, ratio, addedMs }: OrganizationCost): string[] => {
    if (addedMs !== undefined)
      return [`+ ${micro(addedMs)}, ≤ ${micro(targets.seatMs)}`, verdict(addedMs <= targets.seatMs)];
    return rows === smallest ? ['–', ''] : [`≤ ${targets.page} ×`, verdict(ratio <= targets.page)];
  };
  return {
    title: 'Organizations',
    note: 'One organization of 500 people that has half of all audit lines, in tables of different sizes; all take turns. A list is held against the same one in the smallest tables, the statement with the organization in the address against the one without.',
    head: ['What', 'Rows in the table', 'Median', 'p99', 'Ratio', 'Target', ''],
    rows: costs.map((cost) => [
      ...[cost.title, cost.rows.toLocaleString('en')],
      ...[micro(cost.medianMs), micro(cost.p99Ms), times(cost.ratio)],
      ...judged(cost),
    ]),
  };
}

export function programTable(costs: readonly ProgramCost[]): Table {
  const smallest = Math.min(...costs.map(({ rows }) => rows));
  return {
    title: 'Apps and keys',
    note: 'What finds a token’s row among as many others: random rows, the databases take turns.',
    head: ['What', 'Rows in the table', 'Median', 'p99', 'Against the smallest', 'Target', ''],
    rows: costs.map(({ title, rows, medianMs, p99Ms, ratio }) => [
      ...[title, rows.toLocaleString('en'), micro(medianMs), micro(p99Ms), times(ratio)],
      ...(rows === smallest ? ['–', ''] : [`≤ ${targets.growth} ×`, verdict(ratio <= targets.growth)]),
    ]),
  };
}
