import { PageLink } from '@/app/ui/page-link';
import { linkSentence } from '@/lib/words/reasons';

/** For a link that protects the account and no longer works. */
export function ToBeSafe() {
  return (
    <p>
      {linkSentence} To be safe,{' '}
      <PageLink href="/forgot-password" className="text-link">
        choose a new password
      </PageLink>
      : that signs out every device as well.
    </p>
  );
}
