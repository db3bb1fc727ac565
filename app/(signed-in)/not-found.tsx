import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';

/** Shown inside the shell, which brings the page's main. A thing that belongs to somebody else looks just as missing. */
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
