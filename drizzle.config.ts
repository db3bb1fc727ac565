import { defineConfig } from 'drizzle-kit';

// For `npx drizzle-kit studio` and the like. A migration is written by `npm run db:generate`, which reads both lines of them.
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema',
  out: './db/migrations',
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
