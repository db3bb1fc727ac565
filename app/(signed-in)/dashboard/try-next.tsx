import { Card } from '@/app/ui/card';
import { PageLink } from '@/app/ui/page-link';
import type { Policy } from '@/lib/config/policy';
import { durationWords } from '@/lib/time';

const link = 'text-accent-ink underline';

/** A five-minute tour of what this starter does; delete this file when the product has its own first steps. */
export function TryNext({ policy }: { policy: Policy }) {
  return (
    <Card>
      <ol className="list-decimal space-y-2 pl-5">
        <li>
          Sign in from a second browser, then revoke it in{' '}
          <PageLink href="/settings/sessions" className={link}>
            Settings, Sessions
          </PageLink>
          . Its next click says who signed it out, and when.
        </li>
        <li>
          Leave a tab alone for {durationWords(policy.idleTimeout - policy.warningLead)}, or set{' '}
          <code>SESSION_IDLE_TIMEOUT=2m</code>, and watch the warning come up in all tabs together.
        </li>
        {/* only: sample, from here */}
        <li>
          Write something in a{' '}
          <PageLink href="/projects/new" className={link}>
            new project
          </PageLink>
          , let the session end, then sign in on the spot: what you wrote is still there.
        </li>
        <li>
          Delete a project {durationWords(policy.stepUpWindow)} after signing in: it asks you to confirm it's
          you.
        </li>
        {/* only: sample, to here */}
        <li>
          Read{' '}
          <PageLink href="/help/sessions" className={link}>
            the rules in force
          </PageLink>
          , rendered from the module that enforces them.
        </li>
      </ol>
    </Card>
  );
}
