/** Every number of the product, in one place, typed and validated. Pure: it reads the record it is given. */

import { days, durationText, hours, minutes, parseDuration, type Seconds, seconds } from '../time';
import { settings } from './settings/all';
import type { Setting } from './settings/setting';

type Settings = typeof settings;
export type Policy = {
  readonly [K in keyof Settings]: Settings[K]['kind'] extends 'duration' ? Seconds : number;
};

/** Over all of the product. What is called after administrators in the policy holds for all staff. */
export const roles = ['member', 'support', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Whatever is not known to be a member has the stricter limits. */
export const isStaff = (role: Role): boolean => role !== 'member';

/** How much a page or an action can do with an account. */
export type Sensitivity = 'normal' | 'sensitive';

/** The limits of one session. They are worked out when it is read, so a shorter policy takes effect at once. */
export type SessionLimits = {
  readonly idle: Seconds;
  readonly absolute: Seconds;
  /** Zero if there is no idle warning ("keep me signed in"). */
  readonly idleWarningLead: Seconds;
  readonly absoluteWarningLead: Seconds;
  readonly touchInterval: Seconds;
  readonly stepUpWindow: Seconds;
  /** For pages and actions that declare themselves sensitive; never looser than the session's own. */
  readonly sensitive: {
    readonly idle: Seconds;
    readonly idleWarningLead: Seconds;
    readonly stepUpWindow: Seconds;
  };
  readonly stepUpTries: number;
  /** How many sessions a person may have at once. */
  readonly sessions: number;
};

/** Lists every nonsense value by the name of its variable; never prints a secret. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has problems:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Above this, instants and timers overflow; and a limit that is not a number would never be reached. */
const longestLength = days(400);

const shortestWarningLead = seconds(20);

/** The database enforces this as well: a trail that can be shortened at will proves nothing. */
const shortestAuditRetention = days(30);

/** What people are promised about a visit by support; the database enforces the second as well. */
const longestVisit = minutes(30);
const longestConsent = hours(72);

/** Throws ConfigError naming every variable that is not a length or a count, or that contradicts another. */
export function parsePolicy(source: Readonly<Record<string, string | undefined>>): Policy {
  const problems: string[] = [];
  const policy = Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [key, readSetting(setting, source, problems)]),
  ) as Policy;
  if (problems.length === 0) problems.push(...contradictions(policy));
  if (problems.length > 0) throw new ConfigError(problems);
  return policy;
}

export const defaultPolicy = parsePolicy({});

function readSetting(
  setting: Setting,
  source: Readonly<Record<string, string | undefined>>,
  problems: string[],
) {
  const text = source[setting.env] || setting.fallback;
  if (setting.kind === 'duration') {
    const length = parseDuration(text);
    if (length === undefined || length > longestLength)
      problems.push(
        `${setting.env} must be a length such as 45s, 30m, 12h or 7d, above zero and at most 400d`,
      );
    return length ?? seconds(1);
  }
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  if (value <= 0) problems.push(`${setting.env} must be a whole number above zero`);
  return value;
}

function contradictions(p: Policy): string[] {
  const name = (key: keyof Settings) => settings[key].env;
  const atMost = (low: keyof Settings, high: keyof Settings) =>
    p[low] > p[high] ? [`${name(low)} is above ${name(high)}: lower the one or raise the other`] : [];
  return [
    ...atMost('idleTimeout', 'absoluteTimeout'),
    // Otherwise an account would be removed while its link still claims to work.
    ...atMost('invitationLifetime', 'unconfirmedRetention'),
    ...atMost('verifyLinkLifetime', 'unconfirmedRetention'),
    ...atMost('invitationLifetime', 'invitationRetention'),
    ...atMost('rememberedIdleTimeout', 'rememberedAbsoluteTimeout'),
    ...atMost('warningLead', 'idleTimeout'),
    ...atMost('absoluteWarningLead', 'absoluteTimeout'),
    ...atMost('absoluteWarningLead', 'rememberedAbsoluteTimeout'),
    ...atMost('touchInterval', 'idleTimeout'),
    ...atMost('rememberedTouchInterval', 'rememberedIdleTimeout'),
    ...atMost('adminIdleTimeout', 'adminAbsoluteTimeout'),
    ...atMost('adminWarningLead', 'adminIdleTimeout'),
    ...atMost('adminTouchInterval', 'adminIdleTimeout'),
    ...atMost('passwordMinLength', 'passwordMaxLength'),
    ...atMost('freeFailures', 'failuresUntilPasswordOff'),
    ...(
      [
        ['supportVisitLength', longestVisit],
        ['supportConsentLifetime', longestConsent],
        ['supportAskLifetime', longestConsent],
        ['accessTokenLifetime', minutes(15)],
        ['refreshReplayPeriod', minutes(10)],
        ['authorizationCodeLifetime', minutes(10)],
        ['apiKeyLongestLifetime', days(365)],
      ] as const
    )
      .filter(([key, most]) => p[key] > most)
      .map(([key, most]) => `${name(key)} is above ${durationText(most)}: lower it`),
    ...atMost('supportIdleTimeout', 'supportVisitLength'),
    ...atMost('apiIdleTimeout', 'apiAbsoluteTimeout'),
    ...atMost('apiTouchInterval', 'apiIdleTimeout'),
    ...atMost('accessTokenLifetime', 'signingKeyLead'),
    ...atMost('signingKeyLead', 'signingKeyLifetime'),
    ...atMost('apiKeyLifetime', 'apiKeyLongestLifetime'),
    ...atMost('apiKeyLastWarning', 'apiKeyFirstWarning'),
    ...atMost('unusedKeyWarning', 'unusedKeyEnd'),
    ...(p.auditRetention < shortestAuditRetention
      ? [`${name('auditRetention')} is under ${durationText(shortestAuditRetention)}: raise it`]
      : []),
    ...(p.addressRetention < days(1)
      ? [`${name('addressRetention')} is under ${durationText(days(1))}: raise it`]
      : []),
    ...(p.passwordMinLength < 8 ? [`${name('passwordMinLength')} is under 8: raise it`] : []),
    ...(p.passwordMaxLength < 64 ? [`${name('passwordMaxLength')} is under 64: raise it`] : []),
    ...(['warningLead', 'adminWarningLead'] as const)
      .filter((key) => p[key] < shortestWarningLead)
      .map((key) => `${name(key)} is under ${durationText(shortestWarningLead)}: raise it`),
  ];
}

/** At most a fifth of the idle timeout, but never under 20 s (WCAG 2.2.1), and never more than a very short timeout itself. */
export function leadWithin(idle: Seconds, lead: Seconds): Seconds {
  const bounded = Math.max(shortestWarningLead, Math.min(lead, idle / 5));
  return seconds(Math.min(bounded, idle));
}

export type SessionKind = 'browser' | 'support' | 'api';

type OfSession = { readonly remembered: boolean; readonly role: Role; readonly kind?: SessionKind };

/** Staff get the stricter of both columns, even with "keep me signed in". A visit by support has limits of its own. */
export function limitsOf(policy: Policy, { remembered, role, kind }: OfSession): SessionLimits {
  if (kind === 'support') return visitLimits(policy);
  if (kind === 'api') return appLimits(policy, role);
  const admin = isStaff(role);
  const strictest = <N extends number>(usual: N, administrators: N): N =>
    admin && administrators < usual ? administrators : usual;
  const idle = strictest(
    remembered ? policy.rememberedIdleTimeout : policy.idleTimeout,
    policy.adminIdleTimeout,
  );
  const absolute = strictest(
    remembered ? policy.rememberedAbsoluteTimeout : policy.absoluteTimeout,
    policy.adminAbsoluteTimeout,
  );
  const interval = strictest(
    remembered ? policy.rememberedTouchInterval : policy.touchInterval,
    policy.adminTouchInterval,
  );
  const lead = admin ? policy.adminWarningLead : policy.warningLead;
  const stepUpWindow = strictest(policy.stepUpWindow, policy.adminStepUpWindow);
  const touchInterval = seconds(Math.min(interval, idle / 20));
  const sensitive = sensitiveLimits(policy, { idle, lead, stepUpWindow, touchInterval });
  return {
    idle,
    absolute,
    // A week or a month of idle time needs no warning; a quarter of an hour does, whichever way the person signed in.
    idleWarningLead: remembered && !admin ? seconds(0) : leadWithin(idle, lead),
    // Longer than the limit itself, the warning would show from the first second, with a wrong time.
    absoluteWarningLead: seconds(Math.min(policy.absoluteWarningLead, absolute)),
    touchInterval,
    stepUpWindow,
    sensitive,
    stepUpTries: strictest(policy.stepUpTries, policy.adminStepUpTries),
    sessions: strictest(policy.sessionLimit, policy.adminSessionLimit),
  };
}

/** Of a visit by support, in somebody else's account. Nothing in it is ever proven, and its banner says when it is over. */
function visitLimits(policy: Policy): SessionLimits {
  const usual = limitsOf(policy, { remembered: false, role: 'administrator' });
  const idle = policy.supportIdleTimeout;
  return {
    ...usual,
    idle,
    absolute: policy.supportVisitLength,
    idleWarningLead: leadWithin(idle, policy.warningLead),
    absoluteWarningLead: seconds(0),
    touchInterval: seconds(Math.min(policy.adminTouchInterval, idle / 20)),
  };
}

/** Of an app that a person signed in to. Nothing in it is ever proven, and nobody looks at it to be warned. */
function appLimits(policy: Policy, role: Role): SessionLimits {
  const browser = limitsOf(policy, { remembered: true, role });
  const admin = isStaff(role);
  const idle = admin ? seconds(Math.min(policy.apiIdleTimeout, browser.idle)) : policy.apiIdleTimeout;
  const absolute = admin
    ? seconds(Math.min(policy.apiAbsoluteTimeout, browser.absolute))
    : policy.apiAbsoluteTimeout;
  return {
    ...browser,
    idle,
    absolute,
    idleWarningLead: seconds(0),
    absoluteWarningLead: seconds(0),
    touchInterval: seconds(Math.min(policy.apiTouchInterval, idle / 20)),
    sessions: policy.apiFamilyLimit,
  };
}

/** Warns even with "keep me signed in": a page that is put away every few minutes needs it. */
function sensitiveLimits(
  policy: Policy,
  usual: { idle: Seconds; lead: Seconds; stepUpWindow: Seconds; touchInterval: Seconds },
): SessionLimits['sensitive'] {
  // A shorter break cannot be told apart from activity that has not been written down yet.
  const shortest = 2 * usual.touchInterval;
  const idle = seconds(Math.min(usual.idle, Math.max(policy.sensitiveIdleTimeout, shortest)));
  return {
    idle,
    idleWarningLead: leadWithin(idle, usual.lead),
    stepUpWindow: seconds(Math.min(usual.stepUpWindow, policy.sensitiveStepUpWindow)),
  };
}

/** Activity is written down often enough for an organization's own idle limit; a longer one than the session's changes nothing. */
export const withOwnIdle = (limits: SessionLimits, idle: Seconds | null | undefined): SessionLimits =>
  idle && idle < limits.idle
    ? { ...limits, touchInterval: seconds(Math.min(limits.touchInterval, idle / 20)) }
    : limits;
