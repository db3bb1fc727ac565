/** A process that sends one mail and ends: what a test kills in the middle. */

import { connect } from '../../db/client';
import { defaultPolicy } from '../../lib/config/policy';
import { sendMail } from '../../lib/flows/scheduled/send-mail';
import { smtpTransport } from '../../lib/mail/smtp';
import { appUrl, mailFrom } from './mail-server';

const [databaseUrl = '', smtpUrl = '', mailId = ''] = process.argv.slice(2);
const db = connect(databaseUrl, { max: 3 });
await sendMail({ db, policy: defaultPolicy, appUrl, transport: smtpTransport(smtpUrl, mailFrom) }, mailId);
await db.$client.end();
