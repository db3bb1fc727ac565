/** The results as tables, the same for the terminal and for docs/performance.md. Pure. */

import type { AnswerTimes } from './answers';
import type { CheckCosts } from './check';
import type { Share } from './load';
import { type Comparison, type Results, targets } from './results';
import type { PerRequest, TouchCount } from './statements';
import type { StreamCosts } from './streams';
import { micro, type Table, times, verdict } from './table';
import { activityTable, organizationTable, programTable, sizeTable } from './tables-of-sizes';

export function tablesOf(results: Results): Table[] {
  const {
    check,
    sizes,
    activity,
    organization,
    programs,
    answers,
    perRequest,
    touches,
    streams,
    comparisons,
  } = results;
  return [
    ...(comparisons ? [shareTable(comparisons)] : []),
    ...(check ? [checkTable(check, results.checkAway)] : []),
    ...(sizes ? [sizeTable(sizes)] : []),
    ...(activity ? [activityTable(activity)] : []),
    ...(organization ? [organizationTable(organization)] : []),
    ...(programs ? [programTable(programs)] : []),
    ...(answers ? [answersTable(answers)] : []),
    ...(perRequest ? [statementTable(perRequest)] : []),
    ...(touches ? [touchTable(touches)] : []),
    ...(streams ? [streamTable(streams)] : []),
  ];
}

function shareTable(comparisons: readonly Comparison[]): Table {
  return {
    title: 'Requests per second',
    note: 'Share: taking turns, the median of blocks of A B B A. Side by side: both at the same time, which the noise of a busy machine moves least; CPU is the servers’ processor time for one request then, where the machine tells.',
    head: [
      'What',
      'Connections',
      'Share',
      'Middle half',
      'Requests/s',
      'Side by side',
      'CPU ms',
      'Target',
      '',
    ],
    rows: comparisons.map(({ title, share, target }) => [
      title,
      String(share.connections),
      share.ratio.toFixed(2),
      `${share.low.toFixed(2)}–${share.high.toFixed(2)}`,
      share.requestsPerSecond.map((rate) => rate.toFixed(0)).join(' : '),
      share.atOnce.toFixed(2),
      share.cpuMs ? share.cpuMs.map((ms) => ms.toFixed(2)).join(' : ') : '–',
      target ? `≥ ${target}` : '–',
      target ? shareVerdict(share, target) : '',
    ]),
  };
}

/** Where blocks disagree, or taking turns says something else than side by side, the machine was busy: no verdict then. */
function shareVerdict({ ratio, low, high, atOnce }: Share, target: number): string {
  const noisy = high - low > targets.noise || Math.abs(ratio - atOnce) > targets.noise;
  return noisy ? 'too noisy to say' : verdict(ratio >= target);
}

function checkTable(check: CheckCosts, away: CheckCosts | undefined): Table {
  const of = (name: 'select 1' | 'find' | 'check' | 'touch', title: string) => [
    title,
    micro(check[name].medianMs),
    micro(check[name].p99Ms),
    times(check[name].ratio),
  ];
  const none = ['–', '–'];
  return {
    title: 'The session check, in process',
    note: 'One call after the other, through one driver and pool, rounds in turns; the database is on loopback.',
    head: ['What', 'Median', 'p99', 'Against select 1', 'Target', ''],
    rows: [
      [...of('select 1', 'Bare `select 1`, prepared'), ...none],
      [...of('find', '`findSession`: the statement alone'), ...none],
      [
        ...of('check', 'The check: cookie known, statement, verdict'),
        `≤ ${targets.check} ×`,
        verdict(check.check.ratio <= targets.check),
      ],
      ...(away ? [awayRow(away)] : []),
      [
        'The check, 16 at once',
        '–',
        '–',
        times(check.sixteenAtOnce),
        `≤ ${targets.check} ×`,
        verdict(check.sixteenAtOnce <= targets.check),
      ],
      ['Opening a cookie seen before', micro(check.openKnownMs), '–', '–', ...none],
      ['Opening a cookie for the first time', micro(check.unsealMs), '–', '–', ...none],
      [...of('touch', 'A touch that writes: one in an interval, after the response'), ...none],
    ],
  };
}

/** Where a database usually is. */
const awayRow = ({ check }: CheckCosts) => [
  'The check, the database 1 ms away',
  micro(check.medianMs),
  micro(check.p99Ms),
  times(check.ratio),
  `≤ ${targets.check} ×`,
  verdict(check.ratio <= targets.check),
];

function statementTable(perRequest: readonly PerRequest[]): Table {
  return {
    title: 'Statements and round trips of a request',
    note: 'Counted on the wire, after warm-up, no touch due. The first number is the session’s; a page’s own data comes on top.',
    head: ['Path', 'Session', 'Own data', 'Round trips', 'Writes', 'Target', ''],
    rows: perRequest.map(({ path, checkStatements, otherStatements, roundTrips, writes }) => [
      path.replace(/^\/o\/[^/]+/, '/o/…'),
      String(checkStatements),
      String(otherStatements),
      String(roundTrips),
      String(writes),
      otherStatements === 0 ? '1 and 1' : '1',
      verdict(checkStatements === 1 && writes === 0 && (otherStatements > 0 || roundTrips === 1)),
    ]),
  };
}

function touchTable({ requests, updates, rowsChanged, updatesWhenNotDue }: TouchCount): Table {
  return {
    title: 'A due touch, everybody at once',
    note: 'The UPDATE says itself when it is due, so however many ask, one row changes.',
    head: ['Requests at once', 'UPDATEs sent', 'Rows changed', 'UPDATEs of the next batch', 'Target', ''],
    rows: [
      [
        String(requests),
        String(updates),
        String(rowsChanged),
        String(updatesWhenNotDue),
        '1 row, then none',
        verdict(rowsChanged === 1 && updatesWhenNotDue === 0),
      ],
    ],
  };
}

const orNone = (value: number | undefined, show: (value: number) => string) =>
  value === undefined ? '–' : show(value);

function streamTable({ open, kbEach, cpuShare, connections, ends, medianMs, p99Ms }: StreamCosts): Table {
  return {
    title: 'Streams that wait for the end of a session',
    note: 'Open at one instance while nothing happens; then sessions are ended by hand, one after the other, and the streams of two instances hear of it. The time runs from before the statement is sent to the arrival at the client.',
    head: ['What', 'Value', 'Target', ''],
    rows: [
      [`Memory for one stream, ${open} open`, orNone(kbEach, (kb) => `${kb.toFixed(0)} kB`), '–', ''],
      [
        'Processor while idle, of one core',
        orNone(cpuShare, (share) => `${(share * 100).toFixed(1)} %`),
        '–',
        '',
      ],
      [
        'Database connections that listen, for each instance',
        String(connections),
        '1',
        verdict(connections === 1),
      ],
      [`From the end to the client, median of ${ends}`, `${medianMs.toFixed(1)} ms`, '–', ''],
      [
        'From the end to the client, p99',
        `${p99Ms.toFixed(1)} ms`,
        `≤ ${targets.endLagMs} ms`,
        verdict(p99Ms <= targets.endLagMs),
      ],
    ],
  };
}

/** By both measures at once (docs/security.md I8). */
function tellsNothing({ knownMs, unknownMs, auc }: AnswerTimes): boolean {
  const gap = Math.abs(knownMs - unknownMs);
  const allowed = Math.max(targets.answerGapMs, targets.answerGapShare * Math.max(knownMs, unknownMs));
  return gap <= allowed && Math.abs(auc - 0.5) <= targets.answerAuc;
}

function answersTable(answers: readonly AnswerTimes[]): Table {
  return {
    title: 'What the time of an answer tells about an address',
    note: 'Forms posted for addresses with and without an account, turn about. AUC: how often the known one takes longer; one half tells nothing.',
    head: ['What', 'Pairs', 'Known', 'Unknown', 'AUC', 'Target', ''],
    rows: answers.map((times) => [
      times.what,
      String(times.pairs),
      `${times.knownMs.toFixed(1)} ms`,
      `${times.unknownMs.toFixed(1)} ms`,
      times.auc.toFixed(2),
      '0.40–0.60',
      verdict(tellsNothing(times)),
    ]),
  };
}
