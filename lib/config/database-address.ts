/** The address of a database, as the environment gives it. It holds a password, so faults name only the variable. */

export const databaseVariables = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_LISTEN_URL'] as const;
export type DatabaseVariable = (typeof databaseVariables)[number];

/** What is wrong with it, or undefined. */
export function addressFault(name: DatabaseVariable, text: string): string | undefined {
  if (text && parsed(text)) return undefined;
  const wanted = 'a postgres:// address, such as postgres://user:password@host:5432/database';
  // The usual mistakes that break an address and look right.
  return text
    ? `${name} must be ${wanted} (in a password, %40 stands for @)`
    : `${name} is missing: ${wanted}`;
}

export type DatabasePlace = {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly database: string;
};

/** The parts that may be shown; of several hosts, only the first. */
export function placeOf(text: string): DatabasePlace {
  const url = parsed(text);
  return {
    host: url?.hostname || url?.searchParams.get('host') || 'localhost',
    port: url?.port || '5432',
    user: plain(url?.username ?? ''),
    database: plain(url?.pathname.slice(1) ?? ''),
  };
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parsed(text: string): URL | undefined {
  // A URL cannot hold several hosts.
  const single = text.replace(/^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?[^@,/?]*),[^/?]*/, '$1');
  if (!/^postgres(ql)?:\/\//.test(single) || !URL.canParse(single)) return undefined;
  const url = new URL(single);
  // A bare percent sign would break the connection later, and show the password in the message.
  return [url.username, url.password, url.hostname].every(decodes) ? url : undefined;
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
