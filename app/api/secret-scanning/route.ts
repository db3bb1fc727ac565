import { env } from '@/lib/config/env';
import { endLeakedKeys } from '@/lib/flows/keys/end-leaked-keys';
import { problem } from '@/lib/web/guards/problem';
import { publicRoute } from '@/lib/web/guards/route-guards';
import { verifyScanner } from '@/lib/web/guards/scanner-keys';
import {
  foundSecret,
  parseScannerReport,
  readScannerBody,
  scannerAnswer,
} from '@/lib/web/guards/scanner-report';

/** A scanner tells of keys that it found in public. Signed by it, or nothing happens and nothing is said. */
export const POST = publicRoute(
  async (ctx, request) => {
    const { scannerKeysUrl } = env();
    if (!scannerKeysUrl) return problem('not_found');
    const body = await readScannerBody(request);
    if (!body) return problem('invalid');
    const { headers } = request;
    const signed = await verifyScanner(
      scannerKeysUrl,
      {
        identifier: headers.get('github-public-key-identifier'),
        signature: headers.get('github-public-key-signature'),
      },
      body,
    );
    if (signed === 'away')
      return problem('unavailable', { title: 'The list of keys is away. Send it again.' });
    if (signed === 'wrong') return problem('forbidden', { title: 'This was not signed by the scanner.' });
    const report = parseScannerReport(body);
    if (!report) return problem('invalid');
    return Response.json(scannerAnswer(report, await endLeakedKeys(ctx, report.map(foundSecret))));
  },
  { feature: 'apiKeys', anywhere: true },
);
