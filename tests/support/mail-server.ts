/** Whom mail comes from in tests, and for how long they wait. No test framework: a process of its own loads it, too. */

import type { SmtpPatience } from '../../lib/mail/smtp';

export const mailFrom = { name: 'The Product', address: 'no-reply@app.test' };
export const appUrl = new URL('https://app.test');
/** Milliseconds, for servers that keep one waiting. */
export const impatience: SmtpPatience = { connect: 300, greet: 300, silence: 300, whole: 600 };
export const origin = { device: 'Chrome on Mac' };
