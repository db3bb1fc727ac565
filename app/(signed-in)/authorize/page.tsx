import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthorizeForm } from '@/app/(signed-in)/authorize/authorize-form';
import { AskingApp } from '@/app/ui/asking-app';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { type AuthorizationQuery, authorizationFields, readAuthorization } from '@/lib/flows/token/authorize';
import { requireSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';
import { brokenRequest, scopeWords } from '@/lib/words/apps';

export const metadata: Metadata = { title: 'Sign in to an app' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The authorization endpoint (RFC 6749 §3.1). Nobody is sent to an address that is not registered to the letter. */
export default async function AuthorizePage({ searchParams }: Props) {
  const ctx = await requireSession();
  requireFeature('tokens');
  const fields = single(await searchParams);
  const read = readAuthorization(fields);
  if (read.kind === 'refused') redirect(read.backTo);
  if (read.kind === 'unknown')
    return (
      <>
        <PageHeader title="This sign-in can't go on" description={brokenRequest[read.what]} />
        <LinkButton href="/dashboard">Go to the dashboard</LinkButton>
      </>
    );
  const { client, scopes } = read.asked;
  return (
    <AskingApp title={`Sign in to ${client.name}?`} email={ctx.user.email} may={scopeWords(scopes)}>
      <AuthorizeForm appName={client.name} fields={fields} />
    </AskingApp>
  );
}

/** A parameter that comes twice counts for none, and what needs it refuses (§3.1). */
const single = (given: Record<string, string | string[] | undefined>): AuthorizationQuery =>
  Object.fromEntries(
    authorizationFields.map((name) => [name, typeof given[name] === 'string' ? given[name] : undefined]),
  );
