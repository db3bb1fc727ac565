/** What a browser may send that is no whole seal of ours. */

export const brokenCookies = [
  ...[
    '',
    'a',
    '*******',
    '********',
    'Fe26.1*1*a*b*c*d*e*f',
    'Fe26.2*1*a*b*c*abc*e*f',
    'Fe26.2**a*b*c**e*f~2',
  ],
  ...['Fe26.2*__proto__*a*b*c**e*f~2', 'Fe26.2*constructor*a*b*c**e*f~2', 'Fe26.2*toString*a*b*c**e*f'],
  ...['%00', '%', '%E0%A4%A', '\0', "'; drop table sessions--", '🦊', 'null', '{}', '[]', '~2', 'undefined'],
  ...['a'.repeat(4096), 'Fe26.2*'.repeat(2340), '*'.repeat(1024), '~'.repeat(1000)],
];
