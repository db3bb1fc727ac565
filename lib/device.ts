/** What a person calls the device in front of them: "Chrome on MacBook". Pure; from the user agent and what the browser could tell. */

import Bowser from 'bowser';
import { z } from 'zod';

export type DeviceKind = 'laptop' | 'desktop' | 'phone' | 'tablet' | 'bot' | 'unknown';
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

const automated =
  /(?<!cu)bot\b|crawl|spider|slurp|^(curl|wget|python|go-http|okhttp|axios|node|postman|insomnia|java|ruby)/i;

export function describeDevice(userAgent: string | null, evidence?: DeviceEvidence): Device {
  const text = printable(userAgent ?? '');
  if (text === '') return { name: 'Unknown device', kind: 'unknown' };
  if (automated.test(text)) return { name: automatedName(text), kind: 'bot' };

  const { browser, os, platform } = Bowser.parse(text);
  const hardware = hardwareOf(
    { os: os.name ?? '', type: platform.type ?? '', model: platform.model ?? '' },
    evidence,
  );
  const browserName = shortBrowserName(browser.name ?? '');
  if (!browserName && !hardware.name) return { name: 'Unknown browser', kind: 'unknown' };
  return {
    name: [browserName || 'Unknown browser', hardware.name].filter(Boolean).join(' on '),
    kind: hardware.kind,
  };
}

function hardwareOf(
  agent: { os: string; type: string; model: string },
  evidence: DeviceEvidence | undefined,
): { name: string; kind: DeviceKind } {
  if (agent.model === 'iPhone' || agent.model === 'iPod') return { name: agent.model, kind: 'phone' };
  if (agent.model === 'iPad') return { name: 'iPad', kind: 'tablet' };
  if (agent.os === 'macOS') return macHardware(evidence);
  if (agent.os === 'Chrome OS') return { name: 'Chromebook', kind: 'laptop' };
  if (agent.os === 'Android') return androidHardware(agent.type, evidence?.model);
  const kind = agent.type === 'desktop' ? (evidence?.battery ? 'laptop' : 'desktop') : 'unknown';
  return { name: agent.os, kind };
}

/** iPads call themselves Macintosh, but no Mac has a touch screen. "MacBook" needs a battery at work or a notched display. */
function macHardware(evidence: DeviceEvidence | undefined): { name: string; kind: DeviceKind } {
  if (evidence && evidence.touchPoints > 1) return { name: 'iPad', kind: 'tablet' };
  const portable = evidence?.battery || (evidence?.screen && notchedDisplays.has(evidence.screen.join('x')));
  return portable ? { name: 'MacBook', kind: 'laptop' } : { name: 'Mac', kind: 'desktop' };
}

function androidHardware(type: string, model: string | undefined): { name: string; kind: DeviceKind } {
  const named = printable(model ?? '');
  return type === 'tablet'
    ? { name: named || 'Android tablet', kind: 'tablet' }
    : { name: named || 'Android phone', kind: 'phone' };
}

const shortNames: Record<string, string> = {
  'Microsoft Edge': 'Edge',
  'Samsung Internet for Android': 'Samsung Internet',
  'Chrome Headless': 'Chrome',
};
const shortBrowserName = (name: string) => shortNames[name] ?? name;

function automatedName(text: string): string {
  const [bot] = /[\w-]{0,30}(bot|crawler|spider)\b/i.exec(text) ?? [];
  return `${bot ?? /^[\w.-]{1,30}/.exec(text)?.[0] ?? 'Script'} (automated)`;
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
