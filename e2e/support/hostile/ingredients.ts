/** The parts that hostile requests are made of. */

export const methods = ['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'POST', 'HEAD', 'OPTIONS', 'PUT'];
export const oddMethods = [
  ...['PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'SEARCH', 'LOCK', 'MKCOL', 'REPORT', 'M-SEARCH', 'PURGE'],
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

const trees = [
  ...['', 'x', '%', '%00', '{}', '[]', 'null', '1', '"x"', '[1]', '["",{}]', '%5B%22%22%2C%7B%7D%5D'],
  ...['["",{"children":["dashboard",{}]}]', '["",null,null,"refetch"]', '["",{"children":1}]', '[[],{}]'],
  ...['["__PAGE__",{}]', '[["a","b","c"],{}]', '["",{},"//evil.example","refetch"]', '["",{"__proto__":[]}]'],
  ...[
    '["",{"children":["(signed-in)",{"children":["dashboard",{"children":["__PAGE__",{}]}]}]},null,null,16]',
  ],
];

/** Names with values to choose from; everything a framework, a proxy or a server acts upon. */
export const oddHeaders: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['RSC', ['1', '0', '', '%']],
  ['Next-Router-State-Tree', [...trees, ...trees.map(encodeURIComponent)]],
  ['Next-Router-Prefetch', ['1', '2', '3', 'x']],
  ['Next-Router-Segment-Prefetch', ['/_tree', '/_index', '/_head', '/_full', '', '%', '/../..', 'x\xff']],
  ['Next-Url', ['/', '%', '//evil.example', 'http://evil.example/', '\\', '/projects/%00', '']],
  ['Next-HMR-Refresh', ['1']],
  ['Next-Instant-Navigation-Testing-Prefetch', ['1', '{']],
  ['Next-Test-Fetch-Priority', ['1']],
  ['Next-Resume', ['1', 'x']],
  ['X-Action-Forwarded', ['1']],
  ['X-Nextjs-Data', ['1']],
  ['X-Nextjs-Postponed', ['1', '']],
  ['X-Next-Resume-State-Length', ['5', '-1', 'x']],
  ['X-Nextjs-Html-Request-Id', ['x', '%']],
  ['X-Nextjs-Request-Id', ['x', '%']],
  ['X-Middleware-Subrequest', ['proxy', 'proxy:proxy:proxy:proxy:proxy', 'src/middleware']],
  ['X-Middleware-Rewrite', ['/', 'http://evil.example/']],
  ['X-Middleware-Next', ['1']],
  ['X-Middleware-Override-Headers', ['cookie', 'x']],
  ['X-Middleware-Set-Cookie', ['session=x', '%']],
  ['X-Middleware-Prefetch', ['1']],
  ['X-Invoke-Path', ['/dashboard', '%']],
  ['X-Invoke-Status', ['500', 'x']],
  ['X-Invoke-Error', ['{"message":"x"}', '{']],
  ['X-Matched-Path', ['/dashboard', '%']],
  ['X-Now-Route-Matches', ['1=x', '%']],
  ['X-Prerender-Revalidate', ['x']],
  ['X-Rewrite-Url', ['/dashboard']],
  ['X-Original-Url', ['/dashboard']],
  ['X-HTTP-Method-Override', ['DELETE', 'TRACE']],
  ['X-Deployment-Id', ['x']],
  ['X-Forwarded-For', ['1.2.3.4', 'x', ', ,', '::1, 1.1.1.1', '%00', '"\x7f"']],
  ['X-Forwarded-Host', ['evil.example', 'evil.example, x', 'a b', '[', '\xff', '']],
  ['X-Forwarded-Proto', ['https', 'http', 'gopher', 'https,http', '']],
  ['X-Forwarded-Port', ['443', 'x']],
  ['Forwarded', ['for=1.1.1.1;host=evil.example;proto=https', 'x']],
  ['X-Request-Id', ['x', '\x1b[31m', '{"level":"error"}']],
  ['X-Latchkey-Peer', ['1.1.1.1']],
  ['X-Latchkey-Kind', ['flight', 'document', 'x']],
  ['X-Latchkey-Url', ['//evil.example', '%']],
  ['X-Latchkey-Hand-Off', ['x', '{}']],
  ['X-Nonce', ["'; script-src *", '\xff']],
  ['Content-Security-Policy', ["script-src 'nonce-<'", 'x']],
  ['Accept', ['application/json', 'text/html', '*/*', 'text/x-component', 'image/*;q=x', ',,,', '\xff']],
  ['Accept-Encoding', ['gzip', 'br', 'gzip;q=bogus', 'identity;q=0', '*;q=0', 'zstd', ',', '\xff']],
  ['Accept-Language', ['xx', ',;q=,', 'a'.repeat(3000), '\xff', 'de-1901-x-\x7f']],
  ['User-Agent', ['', '\x7f\xff', '"}\t{"level":"error"}', 'Mozilla/5.0 '.repeat(300), '\xc2\x9b31m']],
  ['Referer', ['%', 'http://[', '//', 'javascript:0', '\xff']],
  ['Authorization', ['Bearer x', 'Basic %', 'x']],
  [
    'Range',
    ['bytes=0-0', 'bytes=9-1', 'bytes=999999999-', 'bytes=a-b', 'bytes=0-0,2-3,5-', 'x=1-2', 'bytes=-0'],
  ],
  ['If-Range', ['x', '"x"', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  ['If-None-Match', ['*', '"x"', 'W/"x"', '\xff', ',']],
  ['If-Match', ['*', '"x"', 'x']],
  ['If-Modified-Since', ['x', 'Thu, 01 Jan 2099 00:00:00 GMT', '-1']],
  ['If-Unmodified-Since', ['x', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  ['Expect', ['100-continue', 'x', '']],
  ['TE', ['trailers', 'gzip', 'x']],
  ['Trailer', ['Cookie']],
  ['Upgrade', ['websocket', 'h2c', 'x']],
  ['Connection', ['keep-alive', 'Upgrade', 'close, Cookie', 'x', 'Upgrade, HTTP2-Settings']],
  ['HTTP2-Settings', ['AAA']],
  ['Sec-WebSocket-Key', ['x']],
  ['Content-Encoding', ['gzip', 'br', 'x', 'identity']],
  ['Content-Disposition', ['form-data; name=x', '%']],
  ['Content-Language', ['%']],
  ['Sec-Fetch-Dest', ['document', 'script', 'image', 'empty', 'x', 'worker']],
  ['Sec-Fetch-Mode', ['navigate', 'cors', 'x']],
  ['Sec-Fetch-User', ['?1', 'x']],
  ['Sec-Purpose', ['prefetch', 'prefetch;prerender', 'x']],
  ['Purpose', ['prefetch']],
  ['Traceparent', ['00-x-y-01', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01']],
  ['Max-Forwards', ['0']],
  ['Via', ['1.1 x']],
  ['__proto__', ['x']],
  ['Constructor', ['x']],
  ['X-Empty', ['']],
  ['X-Long', ['x'.repeat(9000), 'x'.repeat(20_000)]],
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
  ...['email-code=x', 'provider-way=%', 'proof-note=x', 'displaced-note=%', 'letter=%ff', 'told=%'],
];

export const contentTypes = [
  ...['', 'text/plain', 'text/plain;charset=UTF-8', 'text/plain;charset=utf-7', 'application/json', 'x', '/'],
  ...['application/json;charset=utf-16', 'application/json; charset="', 'application/x-www-form-urlencoded'],
  ...[
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary="',
    '\xff/\xff',
  ],
  ...[
    'multipart/form-data; boundary=wrong',
    `multipart/form-data; boundary=${'b'.repeat(300)}`,
    'multipart/x',
  ],
  ...[
    'MULTIPART/FORM-DATA; BOUNDARY=edge',
    'multipart/form-data; boundary=edge; boundary=other',
    'text/html',
  ],
  ...['multipart/mixed; boundary=edge', 'application/octet-stream', 'text/x-component', 'a'.repeat(2000)],
];

/** What React's decoder of action arguments has marks for, right and wrong. */
export const replies = [
  ...['', ' ', '[]', '[', '{', '}', 'null', '1', '"x"', 'undefined', 'NaN', '[1]', '["x"]', '{"a":1}', '\0'],
  ...[
    '["$undefined","$K1"]',
    '["$undefined"]',
    '["$K1"]',
    '["$K"]',
    '["$F1"]',
    '["$F"]',
    '["$h1"]',
    '["$h"]',
  ],
  ...[
    '["$1"]',
    '["$0"]',
    '["$@0"]',
    '["$@1"]',
    '["$B1"]',
    '["$Q1"]',
    '["$W1"]',
    '["$i1"]',
    '["$Ia"]',
    '["$-0"]',
  ],
  ...[
    '["$1:a:b"]',
    '["$0:0:0"]',
    '["$1:__proto__:x"]',
    '["$0:constructor:constructor"]',
    '["$ffffffffffff"]',
  ],
  ...['["$n1"]', `["$n${'9'.repeat(400)}"]`, '["$nx"]', '["$D2020-01-01"]', '["$Dx"]', '["$T"]', '["$Tx"]'],
  ...[
    '["$r1"]',
    '["$R1"]',
    '["$x1"]',
    '["$X1"]',
    '["$A1"]',
    '["$o1"]',
    '["$U1"]',
    '["$S1"]',
    '["$V1"]',
    '["$Z"]',
  ],
  ...['["$E"]', '["$Y"]', '["$$"]', '["$"]', '["$N"]', '["$I"]', '{"then":"$1"}', '{"then":"$F1"}', '["$p"]'],
  ...['{"__proto__":{"x":1}}', '{"constructor":1}', '[[[["$K1"]]]]', '"$K1"', '"$undefined"', '"$@1"'],
  ...[`${'['.repeat(6000)}${']'.repeat(6000)}`, `["${'x'.repeat(120_000)}"]`, `[${'1,'.repeat(1500)}1]`],
  ...['{"level":"error","msg":"I was never logged"}', '\x1b[2J\x1b[31mred', '{"level":"fatal"}\n{"a":1}\n'],
];

export const fieldNames = [
  ...['0', '1', '_1', '1_', '1_0', '0_email', '1_email', '1_$ACTION_KEY', '', '__proto__', 'constructor'],
  ...[
    '$ACTION_ID_',
    '$ACTION_ID_x',
    '$ACTION_REF_1',
    '$ACTION_REF_',
    '$ACTION_1:0',
    '$ACTION_1:1',
    '$ACTION_1:2',
  ],
  ...[
    '$ACTION_KEY',
    'email',
    'password',
    'idempotency-key',
    'acting-as',
    'owner',
    'next',
    'name',
    'code',
    'token',
  ],
];

export const fieldValues = [
  ...['', 'x', '\0', '%00', "'; drop table users--", '{"id":"x","bound":null}', '{"id":"', '["$K1"]', '$K1'],
  ...['\xff\xfe', '\ud800', '\u202e\u200b', 'x'.repeat(5000), '00000000-0000-0000-0000-000000000000', '-1'],
  ...['1e999', '//evil.example', 'javascript:0', '<script>', '{"__proto__":{}}', '\x1b[2J', 'on', '123456'],
];

export const jsonBodies = [
  ...[
    '',
    '{',
    '[]',
    'null',
    '1',
    '"x"',
    '{"__proto__":{}}',
    '{"form":"project:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"x"}}',
    '\ufeff{}',
  ],
  ...[
    '{"form":"project:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"\\u0000"}}',
    '{"form":"project:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"\\ud800"}}',
  ],
  ...['{"id":"\\u0000","rawId":"x","type":"public-key","response":{}}', '{"a":1,"a":2}', '{"form":1e999}'],
  ...['{"form":"constructor","fields":{}}', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`, '{"next":"//x"}'],
  ...[
    `{"form":"project:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"${'x'.repeat(50_000)}"}}`,
    '{"session":"\\ud83d"}',
    '{"level":"error"}',
  ],
];
