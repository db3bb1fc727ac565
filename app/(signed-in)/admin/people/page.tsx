import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { PageWindow } from '@/app/guard/session/page-window';
import { Badge } from '@/app/ui/badge';
import { CardItem, CardList } from '@/app/ui/card';
import { EmptyState } from '@/app/ui/empty-state';
import { LinkButton } from '@/app/ui/link-button';
import { Note } from '@/app/ui/note';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { stateOf } from '@/lib/account/state';
import { isStaff } from '@/lib/config/policy';
import { type PeopleFound, searchPeople } from '@/lib/flows/operator/search-people';
import { type FoundPerson, readId, shortestBeginning } from '@/lib/staff/find';
import { requireStaff, staffTitle } from '@/lib/web/request/require-staff';
import { roleWords, stateWords, tooManyLooks } from '@/lib/words/staff';
import { SearchForm } from '../search-form';

export const generateMetadata = (): Promise<Metadata> => staffTitle('find', 'People');

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeoplePage({ searchParams }: Props) {
  const ctx = await requireStaff('find');
  const asked = await searchParams;
  const text = firstOf(asked.q) ?? '';
  const after = readId(firstOf(asked.after));
  const found = text === '' ? undefined : await searchPeople(ctx, { text, after });
  return (
    <>
      <PageWindow sensitivity="sensitive" />
      <PageHeader title="People" back={{ href: '/admin', label: 'Staff console' }} />
      <SearchForm text={text} />
      <div className="mt-6">
        {found?.ok ? <Results text={text} {...found.value} /> : null}
        {found && !found.ok ? (
          <Note tone="warn" role="status">
            {found.reason === 'too_short'
              ? `Enter an id, or at least ${shortestBeginning} characters of an email address.`
              : tooManyLooks(found.retryAfterSeconds)}
          </Note>
        ) : null}
      </div>
    </>
  );
}

const firstOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function Results({ text, people, more }: PeopleFound & { text: string }) {
  const last = people.at(-1);
  if (!last)
    return (
      <EmptyState icon={<SearchX className="size-5" />} title="Nobody found">
        Sessions and requests can be found while they are kept.
      </EmptyState>
    );
  return (
    <>
      <CardList label="People found">
        {people.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </CardList>
      {more ? (
        <nav aria-label="Pages" className="mt-6">
          <LinkButton size="sm" href={`/admin/people?q=${encodeURIComponent(text)}&after=${last.id}`}>
            More
          </LinkButton>
        </nav>
      ) : null}
    </>
  );
}

/** A plain link: the router would fetch the page ahead, and looking at somebody is an event. */
function Person({ person }: { person: FoundPerson }) {
  const state = stateOf(person);
  return (
    <CardItem>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <a href={`/admin/people/${person.id}`} className="text-link">
          <PersonText>{person.email}</PersonText>
        </a>
        {state === 'open' ? null : <Badge tone="warn">{stateWords[state]}</Badge>}
        {isStaff(person.role) ? <Badge tone="accent">{roleWords[person.role]}</Badge> : null}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">
        <PersonText>{person.name}</PersonText>
      </p>
    </CardItem>
  );
}
