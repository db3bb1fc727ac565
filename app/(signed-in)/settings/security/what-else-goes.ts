import { isOn } from '@/lib/config/features';

/** What else removing a second factor does; `last` if no other is left. Pure. */
export const whatElseGoes = (last: boolean): string =>
  `Every other device is signed out, ${isOn('apiKeys') ? 'your API keys end, ' : ''}and trust in all browsers ends.${last ? ' Your recovery codes go, too, and signing in no longer asks for a second step.' : ''}`;
