/** What the shell shows of support: the banner of a visit, and to the person what they are asked. */

import type { ReactNode } from 'react';
import { SupportAsk } from '@/app/(signed-in)/support-ask';
import { VisitBanner } from '@/app/(signed-in)/visit-banner';
import { isOn } from '@/lib/config/features';
import { product } from '@/lib/config/product';
import { needsProof, type SignedInContext } from '@/lib/flows/context';
import { openAsks } from '@/lib/flows/support/answer-ask';

/** The tab is told apart from the staff member's own as well. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"><rect width="24" height="24" rx="12" fill="#b45309"/><path d="${product.mark}" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
)}`;

export function VisitTop({ ctx }: { ctx: SignedInContext }): ReactNode {
  const { support, user, session } = ctx;
  if (!support) return null;
  return (
    <>
      <link rel="icon" href={icon} type="image/svg+xml" data-visit-icon="" />
      <VisitBanner
        person={user.name}
        level={support.level}
        reason={support.reason}
        secondsLeft={Math.floor(session.absoluteSecondsLeft)}
      />
    </>
  );
}

/** Costs nothing while nobody asks: the session's own statement says whether somebody does. */
export async function SupportAsks({ ctx }: { ctx: SignedInContext }): Promise<ReactNode> {
  if (!ctx.asked || !isOn('supportAccess')) return null;
  const asks = await openAsks(ctx);
  const minutes = Math.round(ctx.policy.supportVisitLength / 60);
  return asks.map(({ id, staffName, reason }) => (
    <SupportAsk
      key={id}
      ask={{ id, staffName, reason }}
      minutes={minutes}
      needsProof={needsProof(ctx, 'recent')}
    />
  ));
}
