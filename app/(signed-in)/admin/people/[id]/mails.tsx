import { CardItem, CardList } from '@/app/ui/card';
import { Section } from '@/app/ui/section';
import { Segments } from '@/app/ui/segments';
import { Time } from '@/app/ui/time';
import type { ListedMail } from '@/lib/mail/sent';
import { mailStateWords } from '@/lib/words/staff';

type Props = { mails: readonly ListedMail[]; now: string; zone: string | undefined };

/** Which went out and when; what a mail says, and what its link opens, is for its person alone. */
export function Mails({ mails, ...times }: Props) {
  return (
    <Section title="Emails">
      {mails.length === 0 ? <p className="text-muted">None are kept.</p> : null}
      {mails.length === 0 ? null : (
        <CardList label="Emails">
          {mails.map(({ id, kind, at, state }) => (
            <CardItem key={id} className="py-3">
              <p className="font-medium first-letter:uppercase">{kind.replaceAll('_', ' ')}</p>
              <p className="mt-0.5 text-[0.8125rem] text-muted">
                <Segments>
                  <Time at={at.toISOString()} {...times} />
                  {mailStateWords[state]}
                </Segments>
              </p>
            </CardItem>
          ))}
        </CardList>
      )}
    </Section>
  );
}
