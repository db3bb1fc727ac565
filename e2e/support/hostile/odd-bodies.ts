/** What bodies are said to be, and what they are made of. */

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
  ...[
    '0',
    '1',
    '_1',
    '_1_',
    '_1_0',
    '_0_email',
    '_1_email',
    '_1_$ACTION_KEY',
    'S1',
    '_',
    '',
    '__proto__',
    'constructor',
  ],
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
    '{"form":"test-note:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"x"}}',
    '\ufeff{}',
  ],
  ...[
    '{"form":"test-note:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"\\u0000"}}',
    '{"form":"test-note:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"\\ud800"}}',
  ],
  ...['{"id":"\\u0000","rawId":"x","type":"public-key","response":{}}', '{"a":1,"a":2}', '{"form":1e999}'],
  ...['{"form":"constructor","fields":{}}', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`, '{"next":"//x"}'],
  ...[
    `{"form":"test-note:new","seen":0,"owner":"OWNER-OWNER-OWNER-OWNER-OWNER-OWNER-","fields":{"name":"${'x'.repeat(50_000)}"}}`,
    '{"session":"\\ud83d"}',
    '{"level":"error"}',
  ],
];
