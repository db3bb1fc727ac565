/** What a person calls the device in front of them: "Chrome on MacBook". Pure; from the user agent and what the browser could tell. */

import { z } from 'zod';
import { browserName, isHeadless, programName } from './device-browsers';
import { type DeviceKind, type Hardware, hasOwnName, isAndroid, isMac, systemOf } from './device-hardware';

export type Device = { readonly name: string; readonly kind: DeviceKind };

/** Collected by the sign-in form where scripts run. A hint for a name and nothing more: no decision trusts it. */
const evidenceSchema = z.object({
  touchPoints: z.number().int().min(0).max(100).catch(0),
  /** A battery that is not simply "full and plugged in", which is what a machine without one reports. */
  battery: z.boolean().catch(false),
  screen: z.tuple([z.number(), z.number()]).optional().catch(undefined),
  model: z.string().max(60).optional().catch(undefined),
});
export type DeviceEvidence = z.infer<typeof evidenceSchema>;

/** Anything that does not parse is no evidence; a sign-in never fails over it. */
export function readEvidence(text: unknown): DeviceEvidence | undefined {
  if (typeof text !== 'string' || text.length > 500) return undefined;
  try {
    return evidenceSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

// Built-in displays below a camera notch, in CSS pixels at the usual scalings: no desktop display has these sizes.
const notchedDisplays = new Set([
  '1512x982',
  '1728x1117',
  '1470x956',
  '1710x1112',
  '1800x1169',
  '1352x878',
  '1496x967',
]);

const unknown: Device = { name: 'Unknown device', kind: 'unknown' };

/** Nothing of the user agent itself gets into the name: either we know what it is, or we say that we do not. */
export function describeDevice(userAgent: string | null, evidence?: DeviceEvidence): Device {
  const agent = printable(userAgent ?? '');
  const program = programName(agent);
  if (program) return { name: `${program} (automated)`, kind: 'bot' };
  const hardware = hardwareOf(agent, evidence);
  if (isHeadless(agent)) return { name: on('Headless Chrome', hardware), kind: 'bot' };
  const browser = browserName(agent);
  if (!hardware) return browser ? { name: on(browser, hardware), kind: 'unknown' } : unknown;
  // What has one browser is named after itself.
  if (!browser && (hardware.kind === 'console' || hardware.kind === 'tv')) return hardware;
  return { name: on(browser ?? 'Unknown browser', hardware), kind: hardware.kind };
}

const on = (browser: string, hardware: Hardware | undefined): string =>
  hardware ? `${browser} on ${hardware.name}` : `${browser} on an unknown device`;

function hardwareOf(agent: string, evidence: DeviceEvidence | undefined): Hardware | undefined {
  const own = hasOwnName(agent);
  if (own) return own;
  if (isMac(agent)) return macHardware(evidence);
  if (isAndroid(agent)) return androidHardware(agent, evidence?.model);
  const system = systemOf(agent);
  return system?.kind === 'desktop' && evidence?.battery ? { ...system, kind: 'laptop' } : system;
}

/** iPads call themselves Macintosh, but no Mac has a touch screen. "MacBook" needs a battery at work or a notched display. */
function macHardware(evidence: DeviceEvidence | undefined): Hardware {
  if (evidence && evidence.touchPoints > 1) return { name: 'iPad', kind: 'tablet' };
  const portable = evidence?.battery || (evidence?.screen && notchedDisplays.has(evidence.screen.join('x')));
  return portable ? { name: 'MacBook', kind: 'laptop' } : { name: 'Mac', kind: 'desktop' };
}

/** What a maker prints on a box: a browser tells it only where scripts run. */
const modelName = /^[\p{L}\p{N}][\p{L}\p{N} ._+()/-]{0,39}$/u;

function androidHardware(agent: string, told: string | undefined): Hardware {
  const model = printable(told ?? '');
  const named = modelName.test(model) ? model : undefined;
  if (/\bMobile\b/.test(agent)) return { name: named ?? 'Android phone', kind: 'phone' };
  // Chrome, and what is made of it, says "Mobile" on every phone.
  if (/\bTablet\b|Chrome\//.test(agent)) return { name: named ?? 'Android tablet', kind: 'tablet' };
  return { name: named ?? 'Android', kind: 'unknown' };
}

/**
 * What stays the same when a browser or its system is updated: the user agent without versions and builds.
 * Null where there is none. Tells browsers apart for a question to the person; nothing is opened by it.
 */
export function browserOf(userAgent: string | null | undefined): string | null {
  const text = printable(userAgent ?? '')
    .replace(/\/[^\s;)]*/g, '')
    .replace(/\d[\d._]*/g, '');
  return text.slice(0, 200).trim() || null;
}

/** Control characters would break log lines and lists alike. */
const printable = (text: string) =>
  text
    .replace(/\p{Cc}/gu, '')
    .slice(0, 512)
    .trim();
