import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';

/** Inside the shell, which brings the page's main. What belongs to somebody else looks the same. */
export default function NotFound() {
  return (
    <>
      <PageHeader
        title="This page does not exist"
        description="The address may be mistyped, or what was here has been deleted."
      />
      <LinkButton href="/dashboard" variant="primary">
        Go to the dashboard
      </LinkButton>
    </>
  );
}
