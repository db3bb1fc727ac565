/** What a scanner of leaked secrets sends, and what it is answered (GitHub's secret scanning partner program). */

import { z } from 'zod';
import { longestApiBody } from '../../config/body-limits';
import { sha256 } from '../../crypto';
import type { FoundSecret } from '../../flows/keys/end-leaked-keys';

/** In one report; more come in the next one. */
const mostAtOnce = 200;
const longestUrl = 2000;

const report = z
  .array(
    z.object({
      token: z.string().max(500),
      type: z.string().max(200).optional(),
      url: z.string().nullish(),
    }),
  )
  .max(mostAtOnce);

export type ScannerReport = z.output<typeof report>;

/** The bytes of the body, which are what is signed; undefined for more than we read, or no JSON by its head. */
export async function readScannerBody(request: Request): Promise<Uint8Array | undefined> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= longestApiBody)) return undefined;
  if (!request.headers.get('content-type')?.startsWith('application/json')) return undefined;
  return new Uint8Array(await request.arrayBuffer());
}

export function parseScannerReport(body: Uint8Array): ScannerReport | undefined {
  try {
    return report.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))).data;
  } catch {
    return undefined;
  }
}

/** An https address or nothing: people are shown it as text. */
export function foundSecret({ token, url }: ScannerReport[number]): FoundSecret {
  const read = url && url.length <= longestUrl && URL.canParse(url) ? new URL(url) : undefined;
  return { token, url: read?.protocol === 'https:' ? read.href : undefined };
}

/** Named by its hash: an answer that is logged somewhere must not hold the key once more. */
export const scannerAnswer = (report: ScannerReport, ours: readonly boolean[]) =>
  report.map(({ token, type }, index) => ({
    token_hash: sha256(token).toString('base64'),
    token_type: type,
    label: ours[index] ? 'true_positive' : 'false_positive',
  }));
