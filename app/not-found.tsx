import type { Metadata } from 'next';
import { LinkButton } from './ui/link-button';
import { PlainPage } from './ui/plain-page';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <PlainPage
      title="This page does not exist"
      actions={
        <LinkButton href="/" variant="primary">
          Go to the start page
        </LinkButton>
      }
    >
      <p>The address may be mistyped, or what was here has been deleted.</p>
    </PlainPage>
  );
}
