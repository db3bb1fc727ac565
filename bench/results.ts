/** What a run has found out, and the targets it is held to. */

import type { PageCost } from './activity';
import type { AnswerTimes } from './answers';
import type { CheckCosts } from './check';
import type { Share } from './load';
import type { OrganizationCost } from './organization';
import type { ProgramCost } from './programs';
import type { SizeCost } from './rows';
import type { PerRequest, TouchCount } from './statements';
import type { StreamCosts } from './streams';

export type Comparison = { readonly title: string; readonly share: Share; readonly target?: number };

export type Machine = {
  readonly cores: number;
  readonly cpu: string;
  readonly node: string;
  readonly postgres: string;
  readonly next: string;
};

export type Results = {
  readonly machine: Machine;
  readonly quick: boolean;
  readonly check?: CheckCosts;
  /** With the database a millisecond away. */
  readonly checkAway?: CheckCosts;
  readonly sizes?: readonly SizeCost[];
  readonly activity?: readonly PageCost[];
  readonly organization?: readonly OrganizationCost[];
  readonly programs?: readonly ProgramCost[];
  readonly answers?: readonly AnswerTimes[];
  readonly perRequest?: readonly PerRequest[];
  readonly touches?: TouchCount;
  readonly streams?: StreamCosts;
  readonly comparisons?: readonly Comparison[];
};

export const targets = {
  /** Medians of answers for known and unknown addresses, at most so many milliseconds apart, or so much of the longer one. */
  answerGapMs: 10,
  answerGapShare: 0.05,
  /** How far the rank AUC may lie from one half. */
  answerAuc: 0.1,
  /** The check, at most this many times a bare `select 1`. */
  check: 1.3,
  /** A million rows against a thousand; a tree that is two levels deeper is allowed to cost something. */
  growth: 2,
  /** A page of a hundred thousand lines against one of a hundred, and no filter. */
  page: 1.5,
  /** What an organization in the address may add to the session's statement, in milliseconds. */
  seatMs: 0.01,
  /** Requests per second, at least this share of the twin's. */
  share: 0.95,
  /** From the statement that ends a session to its stream, in milliseconds, for all but one in a hundred. */
  endLagMs: 1000,
  /** How far shares of one comparison may lie apart before it says nothing. */
  noise: 0.15,
} as const;
