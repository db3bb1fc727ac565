/** The parts that hostile requests are made of. */

export const methods = ['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'POST', 'HEAD'];
export const oddMethods = [
  ...[
    'OPTIONS',
    'PUT',
    'PATCH',
    'DELETE',
    'TRACE',
    'PROPFIND',
    'SEARCH',
    'LOCK',
    'MKCOL',
    'REPORT',
    'M-SEARCH',
    'PURGE',
  ],
  ...['CONNECT', 'LINK', 'SOURCE', 'QUERY', 'get', 'Post', 'NONSENSE', ''],
];

/** Addresses of Next itself, and those that scanners ask for. */
export const strayPaths = [
  ...['/_next/static/x.js', '/_next/static/x.css', '/_next/static/', '/_next/static', '/_next', '/_next/'],
  ...['/_next/image', '/_next/image?url=%2Ficon.svg&w=64&q=75', '/_next/image?url=http://evil.example/&w=1'],
  ...['/_next/data/x/sign-in.json', '/_next/data', '/_next/webpack-hmr', '/_next/hmr', '/__nextjs_font/x'],
  ...['/_error', '/_not-found', '/404', '/500', '/400', '/405', '/_global-error', '/_document', '/_app'],
  ...['/__nextjs_original-stack-frames', '/_next/flight/x', '/_next/static/../server/app/page.js', '/index'],
  ...['/(signed-in)/dashboard', '/%5F_next/static/x', '/_next/static/%2e%2e/%2e%2e/package.json', '/.env'],
  ...['/robots.txt/', '/robots.txt/x', '/icon.svg?a', '/favicon.ico.map', '/dashboard.rsc', '/index.rsc'],
  ...['/sign-in.segments/_tree.segment.rsc', '/.well-known/security.txt', '/api', '/api/', '/api//session'],
  ...['/wp-login.php', '/server-status', '/dashboard.txt', '/dashboard.json', '/dashboard/%5Bid%5D', '/~'],
  ...['*', '', 'dashboard', 'http://evil.example/sign-in', 'http://', 'https://evil.example:99999/', '//'],
  ...[
    '//evil.example',
    '///',
    '/\\evil.example',
    '/%2f%2fevil.example',
    '/%5cevil.example',
    '/.//evil.example',
  ],
  ...['?', '#', '/#/', '/sign-in#fragment', '/../..', '/./.', '/..', '/...', 'data:text/html,x', ':', '/:'],
];

/** Put in front of, into, or behind an address. */
export const oddities = [
  ...['%', '%0', '%00', '%ff', '%c0%af', '%E0%A4%A', '%ZZ', '%u0041', '%2e%2e', '%2F', '%5c', '%0d%0aX: y'],
  ...['..', '/..', '/./', '//', '///', '\\', ';x=y', ':', '@', '|', '^', '`', '"', '<script>', '{}', '[]'],
  ...[
    '[id]',
    '(.)',
    '(..)',
    '%5B...path%5D',
    '$',
    '*',
    '+',
    '~',
    '!',
    '\x7f',
    '\x01',
    '\x1b[2J',
    '\t',
    '\xe9',
  ],
  ...['\xff\xfe', '\xf0\x9f\xa6\x8a', '%F0%9F%A6%8A', '%ED%A0%80', 'İ', '.rsc', '.json', '/', 'A', ' '],
];

export const queries = [
  ...['a=%', 'a=%00', '%ff=%ff', '=', '&&&', '__proto__=x', 'constructor[prototype]=x', 'a[]=1&a[]=2'],
  ...['next=//evil.example', 'next=https://evil.example', 'next=%2F%5Cevil.example', 'next=/%00', 'next='],
  ...['token=%', 'token=%00', 'token=a&token=b', 'code=%00', 'state=%ff', 'error=<script>', 'rename=%00'],
  ...['_rsc=x', '_rsc', 'nxtPid=x', 'nxtPpath=x', 'nxtIid=%', '__nextLocale=xx', '__nextDataReq=1', 'dpl=x'],
  ...['page=-1', 'page=1e999', 'before=%00', 'before=99999999999999999999', 'filter=constructor', 'kind=%00'],
  ...[
    'confirm=others',
    'confirm=constructor',
    'step=999',
    'step=constructor',
    'about=%00',
    'reason=toString',
  ],
  ...['from=x&to=y', 'session=%ff', 'q=%F0%9F', 'id=00000000-0000-0000-0000-000000000000', 'id=%00'],
];

export const hosts = [
  'evil.example',
  'localhost',
  'localhost:99999',
  'a b',
  '[',
  '',
  '\xff',
  'x:y:z',
  '@',
  '[::1]:0',
];
export const origins = [
  'null',
  'http://evil.example',
  '://',
  'http://[',
  '',
  '\xff',
  'x',
  'http://localhost',
];

export const cookies = [
  ...['session=', 'session=%', 'session=%00', 'session="', 'session', '=', ';;;', 'session=a; session=b'],
  ...['__proto__=x', 'constructor=x', 'session=Fe26.2*1*a*b*c*1*d*e~2', `session=${'a'.repeat(8000)}`],
  ...['theme=constructor', 'theme=\xff', 'zone=x', 'zone=%00', 'zone=../../etc', 'zone=Europe%2FBerlin%00'],
  ...['ended-session=x', 'ended-session=%', 'device=%', 'device=x', 'pending-sign-in=x', 'pending-sign-in=%'],
  ...['__prerender_bypass=x', '__next_preview_data=x', 'a=\x01', 'a=\xff\xfe', 'a=b; '.repeat(400)],
  ...[
    'email-code=x',
    'authorization-request=%',
    'proof-note=x',
    'displaced-note=%',
    'mailed-link=%ff',
    'told=%',
  ],
];
