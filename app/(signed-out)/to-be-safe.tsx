import { Link } from '@/app/ui/link';
import { linkSentence } from '@/lib/words/reasons';

/** Where a link that protects the account does not work any more. */
export function ToBeSafe() {
  return (
    <p>
      {linkSentence} To be safe,{' '}
      <Link href="/forgot-password" className="text-link">
        choose a new password
      </Link>
      : that signs out every device as well.
    </p>
  );
}
