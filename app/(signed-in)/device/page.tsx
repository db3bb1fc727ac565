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
import { deviceAnswered, scopeWords } from '@/lib/words/apps';

export const metadata: Metadata = { title: 'Sign in a device' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where the code of a command line or a television is typed (RFC 8628 §3.3). The session that typed it answers it, and no other. */
export default async function DevicePage({ searchParams }: Props) {
  const ctx = await requireSession();
  requireFeature('tokens');
  const [asked, waiting, zone] = await Promise.all([searchParams, waitingDevice(ctx), browserZone()]);
  if (!waiting && asked.answered === 'yes') return <Answered {...deviceAnswered.yes} />;
  if (!waiting && asked.answered === 'no') return <Answered {...deviceAnswered.no} />;
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
          {place ? ` from ${place.replace(/^This/, 'this')}` : ''}. Continue only if you began this yourself,
          on a device in front of you.
        </Note>
      }
    >
      <DeviceAnswer shown={waiting.name} />
    </AskingApp>
  );
}

function Answered({ title, text }: { title: string; text: string }) {
  return (
    <div className="mx-auto max-w-md rounded-lg border border-line bg-surface p-5 sm:p-6">
      <h1 className="font-semibold text-lg leading-6 tracking-tight">{title}</h1>
      <p className="mt-1 text-muted">{text}</p>
    </div>
  );
}
