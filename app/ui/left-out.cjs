// Stands in for the browser code of features that are off (lib/config/features.ts): a component shows nothing, a hook does nothing.
// By name, since the build binds the names that it finds here.
const names = [
  ...[
    'passkeyQuestions',
    'withAnswer',
    'canAsk',
    'canOffer',
    'fetchPasskeyOptions',
    'fetchNewPasskeyOptions',
  ],
  ...[
    'stopAsking',
    'PasskeyButton',
    'UsePasskey',
    'NeedsScripts',
    'UnusedPasskey',
    'usePasskeys',
    'placeOnly',
  ],
  ...['useOffered', 'AddPasskey', 'Passkeys', 'Authenticator', 'AskCodeForm', 'GiveCodeForm'],
  ...['Connect', 'ConnectedAccount', 'ConnectWaiting', 'ProviderButtons', 'useEndStream'],
  ...['useDraft', 'DraftLine', 'SignUpForm', 'CheckEmail', 'DeedForm', 'EmergencyForm'],
  ...['AskForAccess', 'StartVisit', 'LiveVisitCard', 'ConsentCard', 'SupportAsk', 'VisitBanner', 'StopForm'],
  'VisitOver',
  ...['OrganizationBar', 'LeaveOrganization', 'OrganizationForm', 'MemberList', 'NewOrganizationForm'],
  ...['DeleteOrganization', 'RulesForm', 'SignEveryoneOut', 'TypedSlugForm', 'DeletedList'],
  ...['InvitationList', 'InviteForm', 'AnswerInvitation', 'OneButton', 'JoinBySignUp'],
  ...['AuditList', 'ExportAudit', 'EndpointForm', 'EndpointList', 'EndpointDeeds', 'EndpointState'],
  ...[
    'DeliveryList',
    'CreateKey',
    'KeyList',
    'EndedKeyList',
    'AuthorizeForm',
    'DeviceCodeForm',
    'DeviceAnswer',
  ],
];

const nothing = () => null;
module.exports = { __esModule: true, ...Object.fromEntries(names.map((name) => [name, nothing])) };
