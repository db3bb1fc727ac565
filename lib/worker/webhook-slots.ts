/** Of the slots for jobs, webhooks leave one free: a few receivers that hang would otherwise keep mail waiting, such as codes for signing in. */

import type { WorkerEvents } from 'graphile-worker';
import { sendWebhookTask, webhookFlag } from '../webhook/outbox';

/**
 * For the queue, which asks before each look for a job: the flags of jobs that it must not take now. A worker that is looking counts as one
 * who found a webhook, since several look at once.
 */
export function forbiddenBeside(events: WorkerEvents, slots: number): () => string[] | null {
  let looking = 0;
  let sending = 0;
  const found = () => {
    looking -= 1;
  };
  for (const end of ['job:start', 'worker:getJob:empty', 'worker:getJob:error'] as const)
    events.on(end, found);
  events.on('job:start', ({ job }) => {
    if (job.task_identifier === sendWebhookTask) sending += 1;
  });
  events.on('job:complete', ({ job }) => {
    if (job.task_identifier === sendWebhookTask) sending -= 1;
  });
  return () => {
    looking += 1;
    return sending + looking < slots ? null : [webhookFlag];
  };
}
