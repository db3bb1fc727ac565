/** Where the servers under test are, from the E2E_… variables that scripts/test-e2e.ts sets. */

const named = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`npm run test:e2e\`.`);
  return value;
};

/** Instance A. */
export const baseUrl = () => named('E2E_BASE_URL');
/** Instance B: another process on the same database, at another port of the same host, so it gets the same cookies. */
export const secondUrl = () => named('E2E_SECOND_URL');
/** As the owner of the tables. The servers have an address of their own, with fewer rights. */
export const databaseUrl = () => named('E2E_DATABASE_URL');
/** What both instances have written so far. */
export const serverLog = () => named('E2E_SERVER_LOG');
/** Where the mail server of the tests keeps what it has taken. */
export const mailFolder = () => named('E2E_MAIL_FOLDER');
/** The mail server of the tests, for servers that a test starts itself. */
export const smtpUrl = () => named('E2E_SMTP_URL');
export const nginxPath = () => named('E2E_NGINX_PATH');
/** Then the tests behind it are skipped. Not in CI, where a test that nobody runs would go unnoticed. */
export const isWithoutNginx = () => !process.env.CI && !process.env.E2E_NGINX_PATH;
