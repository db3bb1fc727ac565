import { Children } from 'react';
import { PersonText } from '@/app/ui/person-text';
import type { InboxMail } from '@/lib/mail/inbox';
import { browserZone } from '@/lib/web/cookies/preferences';
import { fullTimeWords } from '@/lib/words/times';

/** One mail: its text with working links, and below it how it looks. */
export async function MailView({ mail, to }: { mail: InboxMail; to: string | undefined }) {
  const zone = await browserZone();
  const back = to ? `/dev/inbox?${new URLSearchParams({ to })}` : '/dev/inbox';
  return (
    <article aria-labelledby="subject">
      <a href={back} className="inline-flex min-h-6 items-center text-muted hover:text-ink hover:underline">
        <span aria-hidden="true">←&nbsp;</span>
        All mail
      </a>
      <h2 id="subject" className="mt-2 font-semibold text-base">
        {mail.subject}
      </h2>
      <p className="text-muted">
        To <PersonText>{mail.to}</PersonText> ·{' '}
        <time dateTime={mail.at}>{fullTimeWords(new Date(mail.at), zone)}</time>
      </p>
      <pre className="mt-4 whitespace-pre-wrap break-words rounded-lg border border-line bg-surface p-4 font-sans">
        {linked(mail)}
      </pre>
      {/* It may open the links in another tab and nothing else: no scripts, no forms, not our origin. */}
      <iframe
        title="The mail as it looks"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={mail.html}
        className="mt-4 h-[40rem] w-full rounded-lg border border-line bg-[#fff]"
      />
    </article>
  );
}

/** Each link is on a line of its own. */
const linked = ({ text, links }: InboxMail) =>
  Children.toArray(text.split('\n').flatMap((line) => [links.includes(line) ? linkOf(line) : line, '\n']));

const linkOf = (address: string) => (
  <a href={address} className="break-all text-accent-ink underline">
    {address}
  </a>
);
