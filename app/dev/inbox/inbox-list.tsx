import { PersonText } from '@/app/ui/person-text';
import type { InboxMail } from '@/lib/mail/inbox';
import { browserZone } from '@/lib/web/cookies/preferences';
import { dayTimeWords } from '@/lib/words/times';

/** The address of one mail, with the filter kept. */
const addressOf = (id: string, to: string | undefined) =>
  `/dev/inbox?${new URLSearchParams({ ...(to ? { to } : {}), mail: id })}`;

export async function InboxList({ mails, to }: { mails: readonly InboxMail[]; to: string | undefined }) {
  const zone = await browserZone();
  const now = new Date();
  return (
    <ul aria-label="Mails" className="divide-y divide-line rounded-lg border border-line bg-surface">
      {mails.map(({ id, subject, to: recipient, at }) => (
        <li
          key={`${at}-${id}`}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 px-3 py-2"
        >
          <a href={addressOf(id, to)} className="min-h-6 font-medium text-accent-ink hover:underline">
            {subject}
          </a>
          <span className="text-muted">
            <PersonText>{recipient}</PersonText> ·{' '}
            <time dateTime={at}>{dayTimeWords(new Date(at), now, zone)}</time>
          </span>
        </li>
      ))}
    </ul>
  );
}
