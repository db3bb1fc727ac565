import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';

/** The same as support sees it: nothing to change, and nothing of how the person signs in. */
export const ProfileSeen = ({ name, email }: { name: string; email: string }) => (
  <>
    <PageHeader title="Profile" description="Support sees this, and can change none of it." />
    <Card>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-muted">Name</dt>
        <dd>
          <PersonText>{name}</PersonText>
        </dd>
        <dt className="text-muted">Email address</dt>
        <dd>
          <PersonText>{email}</PersonText>
        </dd>
      </dl>
    </Card>
  </>
);
