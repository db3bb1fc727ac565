import type { Metadata } from 'next';
import { DeviceAnswer, DeviceCodeForm } from '@/app/(signed-in)/device/device-forms';
import { AskingApp } from '@/app/ui/asking-app';
import { Note } from '@/app/ui/note';
import { Time } from '@/app/ui/time';
import { placeWords } from '@/lib/address';
import { waitingDevice } from '@/lib/flows/token/device-sign-in';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';
import { scopeWords } from '@/lib/words/apps';

export const metadata: Metadata = { title: 'Sign in a device' };

/** Where the code of a command line or a television is typed (RFC 8628 §3.3). The session that typed it answers it, and no other. */
export default async function DevicePage() {
  const ctx = await requireSession();
  requireFeature('tokens');
  const [waiting, zone] = await Promise.all([waitingDevice(ctx), browserZone()]);
  if (!waiting)
    return (
      <div className="mx-auto max-w-md rounded-lg border border-line bg-surface p-5 sm:p-6">
        <h1 className="font-semibold text-lg leading-6 tracking-tight">Sign in a device</h1>
        <p className="mt-1 mb-5 text-muted">Type the code that your device or command line shows.</p>
        <DeviceCodeForm />
      </div>
    );
  const { client, scopes, askedAt, ip } = waiting;
  const place = placeWords(ip);
  return (
    <AskingApp
      title={`Sign in ${client.name}?`}
      email={ctx.user.email}
      may={scopeWords(scopes)}
      facts={
        <Note tone="warn">
          Asked <Time at={askedAt.toISOString()} now={ctx.now.toISOString()} zone={zone} />
          {place ? ` from ${place}` : ''}. Continue only if you began this yourself, on a device in front of
          you.
        </Note>
      }
    >
      <DeviceAnswer />
    </AskingApp>
  );
}
