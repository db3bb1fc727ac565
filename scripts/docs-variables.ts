/** What can be set beside the numbers of the policy: the table of docs/configuration.md and `.env.example` are written from it. */

import { clients } from '../lib/config/clients';
import { product } from '../lib/config/product';

/** Of a product, what its documents say of it. */
export type Named = { readonly name: string; readonly slug: string };

export type Variable = {
  readonly names: readonly string[];
  readonly needed: string;
  /** In Markdown; follows a colon. */
  readonly means: string;
  /** What stands in `.env.example` after each name. */
  readonly examples: readonly string[];
};

const serviceSecrets = clients.flatMap((client) => (client.kind === 'service' ? [client.secretFrom] : []));

const databaseNameOf = ({ slug }: Named) => slug.replaceAll('-', '_');

/** A file of variables reads these signs as its own. */
const senderOf = ({ name, slug }: Named) => `${/[#$']/.test(name) ? slug : name} <no-reply@example.com>`;

/** What it names is the product given: the one of this checkout, or the one that it is renamed to. */
export const variablesOf = (named: Named): readonly Variable[] => [
  {
    names: ['APP_URL'],
    needed: 'in production',
    means: 'the address people open, without a path; https, or `http://localhost`',
    examples: ['https://app.example.com'],
  },
  {
    names: ['SESSION_SECRET'],
    needed: 'in production',
    means:
      'at least 32 random bytes in hex or base64 (`openssl rand -base64 32`); several, comma separated, newest first',
    examples: [''],
  },
  {
    names: ['DATABASE_URL'],
    needed: 'in production',
    means: 'Postgres 14 or newer; without it an embedded one in `.data/` is used, with a warning',
    examples: [`postgres://user:password@host:5432/${databaseNameOf(named)}`],
  },
  {
    names: ['DATABASE_OWNER_URL'],
    needed: 'recommended',
    means:
      'the same database as the owner of its tables, for migrations alone; `DATABASE_URL` is then a role that can neither change the schema nor rewrite the audit trail; default `DATABASE_URL`',
    examples: [`postgres://owner:password@host:5432/${databaseNameOf(named)}`],
  },
  {
    names: ['DATABASE_LISTEN_URL'],
    needed: 'behind a pooler',
    means:
      'the same database without the pooler, for the connections of each instance that hear of ended sessions and of jobs; it also keeps the product from sending the pooler limits of time; default `DATABASE_URL`',
    examples: [`postgres://user:password@host:5432/${databaseNameOf(named)}`],
  },
  {
    names: ['SMTP_URL'],
    needed: 'in production',
    means:
      'where mail is handed over, such as `smtps://user:password@mail.example.com`; without it mail waits in the outbox, with a warning. In development it is shown at `/dev/inbox` instead',
    examples: ['smtps://user:password@mail.example.com'],
  },
  {
    names: ['MAIL_FROM'],
    needed: 'no',
    means: `whom mail comes from, such as \`${senderOf(named)}\`; default \`no-reply\` at the host of \`APP_URL\``,
    examples: [senderOf(named)],
  },
  {
    names: ['TRUSTED_PROXY_HOPS'],
    needed: 'behind proxies',
    means: 'how many of yours stand in front: it decides which address a request came from; default 0',
    examples: ['0'],
  },
  {
    names: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    needed: 'no',
    means:
      'both turn on signing in with Google, from https://console.cloud.google.com/auth/clients; redirect address there: `APP_URL` and `/sign-in/callback/google`',
    examples: ['', ''],
  },
  {
    names: ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
    needed: 'no',
    means:
      'both turn on signing in with GitHub, from https://github.com/settings/developers; redirect address there: `APP_URL` and `/sign-in/callback/github`',
    examples: ['', ''],
  },
  {
    names: ['GOOGLE_ISSUER', 'GITHUB_URL', 'GITHUB_API_URL'],
    needed: 'no',
    means:
      'other addresses of these two, such as those of a GitHub Enterprise; https, or plain http on this machine',
    examples: ['https://accounts.google.com', 'https://github.com', 'https://api.github.com'],
  },
  {
    names: ['SUPPORT_ACCESS'],
    needed: 'no',
    means:
      '`ask` (the default): a person allows support to see their account before it does; `tell`: they are told by mail instead, and support may look and change nothing',
    examples: ['ask'],
  },
  {
    names: ['WEBHOOKS_ALLOW_PRIVATE'],
    needed: 'no',
    means:
      '`on` lets webhooks go to this machine and into private networks, also without TLS, for development and tests; refused in production, unless people open `http://localhost`; default off',
    examples: ['off'],
  },
  {
    names: ['BREACHED_PASSWORDS_URL'],
    needed: 'no',
    means:
      'whom to ask about breached passwords, by the first five digits of their hash; ends in a slash; `off` asks nobody, and the list that ships with the product decides alone',
    examples: ['https://api.pwnedpasswords.com/range/'],
  },
  {
    names: ['SECRET_SCANNING_KEYS_URL'],
    needed: 'no',
    means:
      'where the scanner of leaked API keys lists its public keys; without it nobody can report any (docs/api-keys.md)',
    examples: ['https://api.github.com/meta/public_keys/secret_scanning'],
  },
  {
    names: serviceSecrets,
    needed: 'no',
    means:
      'the secret of a service in lib/config/clients.ts, random and at least 32 characters: openssl rand -base64 32; without it that service gets no token (docs/apps.md)',
    examples: serviceSecrets.map(() => ''),
  },
  {
    names: ['NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'],
    needed: 'on several builds',
    means: 'set it while building when instances do not share one build',
    examples: [''],
  },
  {
    names: ['PORT'],
    needed: 'no',
    means: 'where the server listens; default 3000',
    examples: ['3000'],
  },
  {
    names: ['SHUTDOWN_DELAY'],
    needed: 'no',
    means:
      'how long an instance goes on serving after SIGTERM, with `/api/ready` at 503, until it takes no more connections: longer than the load balancer takes to notice; `0s` closes at once; default 5s',
    examples: ['5s'],
  },
  {
    names: ['LOG_LEVEL'],
    needed: 'no',
    means: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`; default `info`',
    examples: ['info'],
  },
];

/** The table of docs/configuration.md. */
export const variablesTable = (named: Named = product): string =>
  [
    '| Variable | Needed | Means |',
    '|---|---|---|',
    ...variablesOf(named).map(
      ({ names, needed, means }) =>
        `| ${names.map((name) => `\`${name}\``).join(', ')} | ${needed} | ${means} |`,
    ),
  ].join('\n');

/** The lines of `.env.example`, each variable with what it means above it. */
export const variableLines = (named: Named = product): string[] =>
  variablesOf(named).flatMap(({ names, means, examples }) => [
    ...commented(means.replaceAll('`', '')),
    ...names.map((name, index) => `# ${name}=${examples[index] ?? ''}`),
    '',
  ]);

const longestLine = 120;

/** As a sentence, in lines that fit on a screen. */
function commented(text: string): string[] {
  const words = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.split(' ');
  const lines = ['#'];
  for (const word of words) {
    const last = lines.length - 1;
    const longer = `${lines[last]} ${word}`;
    if (longer.length > longestLine) lines.push(`# ${word}`);
    else lines[last] = longer;
  }
  return lines;
}
