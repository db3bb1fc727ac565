import { Card, CardItem, CardList } from '@/app/ui/card';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { Time } from '@/app/ui/time';

type Props = {
  /** The address of their list. */
  at: string;
  projects: readonly { id: string; name: string; updatedAt: Date }[];
  now: string;
  zone: string | undefined;
};

export function RecentProjects({ at, projects, now, zone }: Props) {
  if (projects.length === 0) {
    return (
      <Card>
        <p className="text-muted">
          None yet.{' '}
          <PageLink href={`${at}/new`} className="text-link">
            Create your first project
          </PageLink>
        </p>
      </Card>
    );
  }
  return (
    <CardList label="Recent projects">
      {projects.map(({ id, name, updatedAt }) => (
        <CardItem key={id} className="relative first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
          <p className="truncate">
            <PageLink
              href={`${at}/${id}`}
              className="font-medium text-ink after:absolute after:inset-0 hover:underline"
            >
              <PersonText>{name}</PersonText>
            </PageLink>
          </p>
          <p className="text-[0.8125rem] text-muted">
            Changed <Time at={updatedAt.toISOString()} now={now} zone={zone} />
          </p>
        </CardItem>
      ))}
    </CardList>
  );
}

/** Its own rules keep this session out until the person has given what is missing. */
export const ClosedProjects = ({ at, organization }: { at: string; organization: string }) => (
  <p className="text-muted">
    <PageLink href={at} className="text-link">
      Open <PersonText>{organization}</PersonText>
    </PageLink>{' '}
    to see its projects. It asks you to confirm it's you first.
  </p>
);
