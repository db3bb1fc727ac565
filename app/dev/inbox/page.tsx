import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EmptyState } from '@/app/ui/empty-state';
import { PageHeader } from '@/app/ui/page-header';
import { devInbox } from '@/lib/worker/dev-inbox';
import { InboxList } from './inbox-list';
import { MailView } from './mail-view';

export const metadata: Metadata = { title: 'Development inbox', referrer: 'no-referrer' };

type Asked = { searchParams: Promise<{ to?: string | string[]; mail?: string | string[] }> };

const single = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);

/** Stands in for a mail server on this machine: shows what the product has sent. */
export default async function DevInboxPage({ searchParams }: Asked) {
  const asked = await searchParams;
  const to = single(asked.to);
  const mails = await devInbox(to);
  if (!mails) notFound();
  const open = mails.find(({ id }) => id === single(asked.mail));
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-3xl grow px-4 py-10 sm:px-6">
      <PageHeader
        title="Inbox"
        description={to ? `Mail to ${to}, newest first.` : 'Mail sent in development, newest first.'}
      />
      {open ? (
        <MailView mail={open} to={to} />
      ) : mails.length === 0 ? (
        <EmptyState title="No mail yet">Do something that sends mail, then reload the page.</EmptyState>
      ) : (
        <InboxList mails={mails} to={to} />
      )}
    </main>
  );
}
