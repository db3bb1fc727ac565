import { gate } from './lib/web/request/gate';

export const proxy = gate;

/**
 * Every page. API routes guard themselves with the same functions: going through a proxy costs each request
 * about 0.8 ms. Build output is public and carries no data.
 */
export const config = { matcher: ['/((?!api/|_next/static/).*)'] };
