/** What a product may do without. What is off has no page, button, action, route or job, and nobody reads a word about it. */

type Switch = {
  readonly on: boolean;
  readonly name: string;
  /** What its being off means for people who have used it. Sentences, for docs/customizing.md. */
  readonly off: string;
};

export const features = {
  openSignUp: {
    on: true,
    name: 'Sign-up for everyone',
    off: 'New people need an invitation: to an organization, or from `npm run account -- invite`. People who have an account keep it, and people who have already started to sign up can finish.',
  },
  passkeys: {
    on: true,
    name: 'Passkeys',
    off: 'Nobody adds or uses one. Saved passkeys stay in the database, and work again when this is on.',
  },
  authenticatorApp: {
    on: true,
    name: 'Authenticator apps',
    off: 'Nobody sets one up, and no code from one counts. What was set up stays in the database.',
  },
  emailedCodes: {
    on: true,
    name: 'Signing in with an emailed code',
    off: "Codes that are under way open nothing. An account without a password still confirms by email that it's its owner.",
  },
  google: {
    on: true,
    name: 'Signing in with Google',
    off: 'Connected accounts stay in the database, and open nothing.',
  },
  github: {
    on: true,
    name: 'Signing in with GitHub',
    off: 'Connected accounts stay in the database, and open nothing.',
  },
  liveEnd: {
    on: true,
    name: 'Ends told at once',
    off: 'A page learns that its session ended with its next request, and at the latest when its time is up.',
  },
  sessionLimit: {
    on: true,
    name: 'A limit to how many devices are signed in',
    off: 'People stay signed in on any number of devices.',
  },
  newDeviceAlerts: {
    on: true,
    name: 'Mails about sign-ins from new browsers',
    off: 'Only a sign-in after many wrong passwords is mailed about.',
  },
  knownPlaces: {
    on: true,
    name: 'Proof when a session moves to another network or browser',
    off: 'Such a move is neither noticed nor recorded.',
  },
  organizations: {
    on: true,
    name: 'Organizations',
    off: 'Everybody works in their own organization, and no page mentions it. Other organizations and their data stay in the database, and nobody can open them.',
  },
  staffConsole: {
    on: true,
    name: 'Staff console',
    off: 'Nobody has pages for helping others. Roles stay as they are, with their stricter limits, and `npm run account` does what the console did.',
  },
  supportAccess: {
    on: true,
    name: 'Support that sees an account as its person',
    off: 'Nobody asks for it and nobody gets it; a visit that is under way opens nothing any more. What was asked stays in the database until its time is over.',
  },
  tokens: {
    on: true,
    name: 'Apps, command lines and services that sign in',
    off: 'No app signs in, and tokens that are out open nothing. Sign-ins of apps stay in the database until their time is over.',
  },
  apiKeys: {
    on: true,
    name: 'API keys',
    off: 'Nobody makes one, and none opens anything. Keys stay in the database and expire there.',
  },
  webhooks: {
    on: true,
    name: 'Webhooks',
    off: 'Nothing is sent. Addresses stay in the database; what happens while this is off is never sent.',
  },
  // only: drafts, from here
  drafts: {
    on: true,
    name: 'Drafts kept on the server',
    off: 'A form holds what is typed while its page is open. Stored drafts go when their time is over.',
  },
  // only: drafts, to here
  // only: plans, from here
  plans: {
    on: true,
    name: 'The sample change of plan',
    off: 'People keep the plan they have.',
  },
  // only: plans, to here
} as const satisfies Record<string, Switch>;

export type Feature = keyof typeof features;

export const isOn = (feature: Feature): boolean => features[feature].on;

/** Whatever needs one of several; all of it is off with the last of them. */
export type Features = Feature | readonly Feature[];

export const isAnyOn = (of: Features): boolean => [of].flat().some(isOn);

/** An organization's own: without organizations nobody has a page for them, and the product's own go on. */
export const organizationWebhooks: Features = isOn('organizations') ? 'webhooks' : [];

export const secondFactorFeatures = ['passkeys', 'authenticatorApp'] as const;
export const providerFeatures = ['google', 'github'] as const;

/** Code of the browser that a product without these features leaves out; imported by these addresses alone. */
const browserCode: readonly { readonly of: readonly Feature[]; readonly modules: readonly string[] }[] = [
  {
    of: ['passkeys'],
    modules: [
      'app/guard/passkey/ask',
      'app/guard/passkey/passkey-button',
      'app/guard/passkey/use-offered',
      'app/(signed-in)/settings/security/add-passkey',
      'app/(signed-in)/settings/security/passkeys',
    ],
  },
  {
    of: ['openSignUp'],
    modules: ['app/(signed-out)/sign-up/form', 'app/(signed-out)/verify-email/check-email'],
  },
  {
    of: ['organizations'],
    modules: [
      'app/(signed-in)/o/[slug]/organization-bar',
      'app/(signed-in)/o/[slug]/settings/audit/audit-list',
      'app/(signed-in)/o/[slug]/settings/audit/export-audit',
      'app/(signed-in)/o/[slug]/settings/general/delete-organization',
      'app/(signed-in)/o/[slug]/settings/general/leave',
      'app/(signed-in)/o/[slug]/settings/general/organization-form',
      'app/(signed-in)/o/[slug]/settings/members/invitation-list',
      'app/(signed-in)/o/[slug]/settings/members/invite-form',
      'app/(signed-in)/o/[slug]/settings/members/member-list',
      'app/(signed-in)/o/[slug]/settings/security/rules-form',
      'app/(signed-in)/o/[slug]/settings/security/sign-everyone-out',
      'app/(signed-in)/o/[slug]/settings/typed-slug-form',
      'app/(signed-in)/organizations/deleted-list',
      'app/(signed-out)/invitation/answer-invitation',
      'app/(signed-out)/invitation/join-by-sign-up',
      'app/(signed-in)/organizations/new/form',
    ],
  },
  {
    of: ['webhooks'],
    modules: [
      'app/(signed-in)/o/[slug]/settings/webhooks/endpoint-form',
      'app/(signed-in)/o/[slug]/settings/webhooks/endpoint-list',
      'app/(signed-in)/o/[slug]/settings/webhooks/[id]/endpoint-deeds',
      'app/(signed-in)/o/[slug]/settings/webhooks/[id]/delivery-list',
    ],
  },
  {
    of: ['apiKeys'],
    modules: ['app/(signed-in)/settings/keys/create-key', 'app/(signed-in)/settings/keys/key-list'],
  },
  { of: ['authenticatorApp'], modules: ['app/(signed-in)/settings/security/authenticator'] },
  { of: ['emailedCodes'], modules: ['app/(signed-out)/sign-in/email-code/form'] },
  {
    of: ['google', 'github'],
    modules: ['app/(signed-in)/settings/security/connected-account', 'app/(signed-out)/provider-buttons'],
  },
  {
    of: ['staffConsole'],
    modules: ['app/(signed-in)/admin/deed-form', 'app/(signed-in)/admin/emergency/emergency-form'],
  },
  {
    of: ['supportAccess'],
    modules: [
      'app/(signed-in)/admin/people/[id]/support-forms',
      'app/(signed-in)/settings/sessions/support-cards',
      'app/(signed-in)/support-ask',
      'app/(signed-in)/visit-banner',
      'app/guard/session/visit-over',
    ],
  },
  {
    of: ['tokens'],
    modules: ['app/(signed-in)/authorize/authorize-form', 'app/(signed-in)/device/device-forms'],
  },
  { of: ['liveEnd'], modules: ['app/guard/session/use-end-stream'] },
  { of: ['drafts'], modules: ['app/guard/draft/use-draft', 'app/guard/draft/draft-line'] }, // only: drafts
];

/** The modules that next.config.ts replaces by an empty one. */
export const unbundledModules = (on: (feature: Feature) => boolean = isOn): readonly string[] =>
  browserCode.filter(({ of }) => !of.some(on)).flatMap(({ modules }) => modules);

const needs: readonly { readonly feature: Feature; readonly needed: Features; readonly why: string }[] = [
  { feature: 'staffConsole', needed: secondFactorFeatures, why: 'staff sign in with a second factor' },
  { feature: 'supportAccess', needed: 'staffConsole', why: 'support asks from there' },
  { feature: 'plans', needed: 'drafts', why: 'the steps of a plan are kept as drafts' }, // only: plans
];

/** Switches that cannot stand as they do, in a sentence each; the boot is refused while there is one. */
export const impossibleSwitches = (on: (feature: Feature) => boolean = isOn): string[] =>
  needs
    .filter(({ feature, needed }) => on(feature) && ![needed].flat().some(on))
    .map(({ feature, needed, why }) => {
      const all = [needed].flat();
      return `${feature} is on and ${all.join(' and ')} ${all.length > 1 ? 'are' : 'is'} off in lib/config/features.ts: ${why}`;
    });
