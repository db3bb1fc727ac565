import { describe, expect, test } from 'vitest';
import { describeDevice } from './device';

const kit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chrome = (system: string, more = '', version = '142.0.0.0') =>
  `Mozilla/5.0 (${system}) ${kit} Chrome/${version} ${more}Safari/537.36`;
const gecko = (system: string, version = '144.0') =>
  `Mozilla/5.0 (${system}; rv:${version}) Gecko/20100101 Firefox/${version}`;
const apple = (system: string, more: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) ${more}`;

const windows = 'Windows NT 10.0; Win64; x64';
const mac = 'Macintosh; Intel Mac OS X 10_15_7';
const linux = 'X11; Linux x86_64';
const iPhone = 'iPhone; CPU iPhone OS 18_6 like Mac OS X';
const iPad = 'iPad; CPU OS 17_5 like Mac OS X';
const pixel = 'Linux; Android 10; K';
const webview = 'Linux; Android 14; SM-S928B Build/UP1A.231005.007; wv';

type Row = readonly [userAgent: string, name: string, kind: string];

const desktops: Row[] = [
  [chrome(windows), 'Chrome on Windows', 'desktop'],
  [chrome('Windows NT 6.1; WOW64', '', '109.0.0.0'), 'Chrome on Windows', 'desktop'],
  [chrome(mac), 'Chrome on Mac', 'desktop'],
  [chrome(linux), 'Chrome on Linux', 'desktop'],
  [chrome('X11; CrOS x86_64 14541.0.0'), 'Chrome on Chromebook', 'laptop'],
  [`${chrome(windows)} Edg/142.0.3595.53`, 'Edge on Windows', 'desktop'],
  [`${chrome(mac)} Edg/142.0.3595.53`, 'Edge on Mac', 'desktop'],
  [`${chrome(linux)} Edg/142.0.3595.53`, 'Edge on Linux', 'desktop'],
  [`${chrome(windows, '', '64.0.3282.140')} Edge/18.17763`, 'Edge on Windows', 'desktop'],
  [`${chrome(windows)} OPR/122.0.0.0`, 'Opera on Windows', 'desktop'],
  [`${chrome(mac)} OPR/122.0.0.0 (Edition std-1)`, 'Opera on Mac', 'desktop'],
  ['Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18', 'Opera on Windows', 'desktop'],
  [`${chrome(linux)} Vivaldi/7.6.3797.58`, 'Vivaldi on Linux', 'desktop'],
  [chrome(windows, 'YaBrowser/25.10.0.0 '), 'Yandex Browser on Windows', 'desktop'],
  [chrome(windows, 'Whale/4.33.325.17 '), 'Whale on Windows', 'desktop'],
  [`${chrome(windows)} Ddg/142.0`, 'DuckDuckGo on Windows', 'desktop'],
  [apple(mac, 'Version/18.6 Safari/605.1.15 Ddg/18.6'), 'DuckDuckGo on Mac', 'desktop'],
  [`${chrome(windows)} Avast/131.0.0.0`, 'Avast Secure Browser on Windows', 'desktop'],
  [chrome(windows, 'coc_coc_browser/130.0.0 '), 'Cốc Cốc on Windows', 'desktop'],
  [
    `Mozilla/5.0 (${linux}) ${kit} Ubuntu Chromium/80.0 Chrome/80.0 Safari/537.36`,
    'Chromium on Linux',
    'desktop',
  ],
  [chrome(windows, 'Slack/4.39.95 Electron/31.3.0 '), 'Slack on Windows', 'desktop'],
  [chrome(windows, 'discord/1.0.9164 Electron/30.2.0 '), 'Discord on Windows', 'desktop'],
  [chrome(mac, 'Code/1.95.0 Electron/32.2.1 '), 'An Electron app on Mac', 'desktop'],
  [`${chrome(windows)} Teams/24277.3507`, 'Teams on Windows', 'desktop'],
  [gecko(windows), 'Firefox on Windows', 'desktop'],
  [gecko('Macintosh; Intel Mac OS X 10.15'), 'Firefox on Mac', 'desktop'],
  [gecko('X11; Ubuntu; Linux x86_64'), 'Firefox on Linux', 'desktop'],
  [gecko('Wayland; Linux x86_64'), 'Firefox on Linux', 'desktop'],
  [gecko('X11; FreeBSD amd64'), 'Firefox on FreeBSD', 'desktop'],
  [gecko('X11; OpenBSD amd64'), 'Firefox on OpenBSD', 'desktop'],
  [gecko('X11; NetBSD amd64'), 'Firefox on NetBSD', 'desktop'],
  [gecko('X11; SunOS sun4u'), 'Firefox on Solaris', 'desktop'],
  [chrome('X11; FreeBSD amd64'), 'Chrome on FreeBSD', 'desktop'],
  [`${gecko(linux)} LibreWolf/144.0`, 'LibreWolf on Linux', 'desktop'],
  [`${gecko(windows)} Waterfox/6.5`, 'Waterfox on Windows', 'desktop'],
  [
    `Mozilla/5.0 (${windows}; rv:128.0) Goanna/6.7 Firefox/128.0 PaleMoon/33.0`,
    'Pale Moon on Windows',
    'desktop',
  ],
  [`${gecko(linux, '91.0')} SeaMonkey/2.53.20`, 'SeaMonkey on Linux', 'desktop'],
  [apple(linux, 'Version/18.0 Safari/605.1.15 Epiphany/605.1.15'), 'GNOME Web on Linux', 'desktop'],
  [`Mozilla/5.0 (${linux}) ${kit} Falkon/24.08 Chrome/118.0 Safari/537.36`, 'Falkon on Linux', 'desktop'],
  [
    'Mozilla/5.0 (compatible; Konqueror/4.5; FreeBSD) KHTML/4.5.4 (like Gecko)',
    'Konqueror on FreeBSD',
    'unknown',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
    'Internet Explorer on Windows',
    'desktop',
  ],
  [
    'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)',
    'Internet Explorer on Windows',
    'desktop',
  ],
  [apple(mac, 'Version/26.0 Safari/605.1.15'), 'Safari on Mac', 'desktop'],
  [apple(mac, '').trim(), 'An app on Mac', 'desktop'],
];

const phones: Row[] = [
  [apple(iPhone, 'Version/18.6 Mobile/15E148 Safari/604.1'), 'Safari on iPhone', 'phone'],
  [
    apple('iPod touch; CPU iPhone OS 12_5 like Mac OS X', 'Version/12.1 Mobile/15E148 Safari/604.1'),
    'Safari on iPod',
    'phone',
  ],
  [apple(iPhone, 'CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1'), 'Chrome on iPhone', 'phone'],
  [apple(iPhone, 'FxiOS/144.0 Mobile/15E148 Safari/605.1.15'), 'Firefox on iPhone', 'phone'],
  [apple(iPhone, 'FxiOS/8.1.1 Focus/8.1 Mobile/15E148 Safari/604.1'), 'Firefox Focus on iPhone', 'phone'],
  [apple(iPhone, 'Version/18.0 EdgiOS/142.0.0.0 Mobile/15E148 Safari/605.1.15'), 'Edge on iPhone', 'phone'],
  [apple(iPhone, 'Version/18.6 Mobile/15E148 Safari/604.1 OPT/6.2.1'), 'Opera on iPhone', 'phone'],
  [apple(iPhone, 'Version/18.6 Mobile/15E148 Safari/604.1 OPX/3.0'), 'Opera GX on iPhone', 'phone'],
  [apple(iPhone, 'Version/18.6 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15'), 'DuckDuckGo on iPhone', 'phone'],
  [apple(iPhone, 'GSA/390.0.8 Mobile/15E148 Safari/604.1'), 'Google app on iPhone', 'phone'],
  [
    apple(iPhone, 'Version/18.6 YaBrowser/25.9 Mobile/15E148 Safari/604.1'),
    'Yandex Browser on iPhone',
    'phone',
  ],
  [apple(iPhone, 'Version/18.6 Mobile/15E148 Safari/604.1 Ecosia ios@11.2'), 'Ecosia on iPhone', 'phone'],
  [chrome(pixel, 'Mobile '), 'Chrome on Android phone', 'phone'],
  [chrome('Linux; Android 15; Pixel 9', 'Mobile '), 'Chrome on Android phone', 'phone'],
  [chrome('Linux; Android 13; Robot X1', 'Mobile '), 'Chrome on Android phone', 'phone'],
  [
    chrome('Linux; Android 13; Robot X1 Build/TP1A.220624.014', 'Mobile '),
    'Chrome on Android phone',
    'phone',
  ],
  [chrome('Linux; Android 13; CUBOT X70', 'Mobile '), 'Chrome on Android phone', 'phone'],
  [chrome('Linux; Android 11; CUBOT_NOTE_20', 'Mobile '), 'Chrome on Android phone', 'phone'],
  [`${chrome(pixel, 'Mobile ')} EdgA/142.0.0.0`, 'Edge on Android phone', 'phone'],
  [`${chrome(pixel, 'Mobile ')} OPR/91.0.0.0`, 'Opera on Android phone', 'phone'],
  [
    'Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16',
    'Opera Mini on Android',
    'unknown',
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-S928B) ${kit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'Samsung Internet on Android phone',
    'phone',
  ],
  [
    'Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0',
    'Firefox on Android phone',
    'phone',
  ],
  [`${chrome(pixel, 'Mobile DuckDuckGo/5 ')}`, 'DuckDuckGo on Android phone', 'phone'],
  [`${chrome(pixel, 'Mobile ')} Vivaldi/7.6`, 'Vivaldi on Android phone', 'phone'],
  [
    `Mozilla/5.0 (Linux; U; Android 13; zh-cn; 22081212C) ${kit} Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.8.220115`,
    'Mi Browser on Android phone',
    'phone',
  ],
  [
    chrome('Linux; Android 12; HarmonyOS; NOH-AN00', 'HuaweiBrowser/15.0 Mobile '),
    'Huawei Browser on HarmonyOS',
    'unknown',
  ],
  [
    `Mozilla/5.0 (Linux; U; Android 12; en-US; RMX3085) ${kit} Version/4.0 Chrome/100.0 UCBrowser/13.4 Mobile Safari/537.36`,
    'UC Browser on Android phone',
    'phone',
  ],
  [
    'Mozilla/5.0 (Linux; U; Android 4.0.3; de-de; GT-I9100 Build/IML74K) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30',
    'Android Browser on Android phone',
    'phone',
  ],
  [
    'Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5',
    'Unknown browser on KaiOS phone',
    'phone',
  ],
  [
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile',
    'Unknown browser on HarmonyOS phone',
    'phone',
  ],
  [
    'Mozilla/5.0 (BB10; Touch) AppleWebKit/537.10+ (KHTML, like Gecko) Version/10.0.9.2372 Mobile Safari/537.10+',
    'Unknown browser on BlackBerry',
    'phone',
  ],
  [
    'Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063',
    'Edge on Windows Phone',
    'phone',
  ],
];

const tablets: Row[] = [
  [apple(iPad, 'Version/17.5 Mobile/15E148 Safari/604.1'), 'Safari on iPad', 'tablet'],
  [apple(iPad, 'CriOS/142.0 Mobile/15E148 Safari/604.1'), 'Chrome on iPad', 'tablet'],
  [chrome(pixel), 'Chrome on Android tablet', 'tablet'],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-X910) ${kit} SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36`,
    'Samsung Internet on Android tablet',
    'tablet',
  ],
  [
    'Mozilla/5.0 (Android 15; Tablet; rv:144.0) Gecko/144.0 Firefox/144.0',
    'Firefox on Android tablet',
    'tablet',
  ],
  [
    `Mozilla/5.0 (Linux; Android 11; KFTRWI) ${kit} Silk/129.4 like Chrome/129.0 Safari/537.36`,
    'Silk on Fire tablet',
    'tablet',
  ],
  [
    'Mozilla/5.0 (X11; U; Linux armv7l like Android; en-us) AppleWebKit/531.2+ (KHTML, like Gecko) Version/5.0 Safari/533.2+ Kindle/3.0+',
    'Unknown browser on Kindle',
    'tablet',
  ],
  [
    'Mozilla/5.0 (hp-tablet; Linux; hpwOS/3.0.5; U; en-US) AppleWebKit/534.6 (KHTML, like Gecko) wOSBrowser/234.83 Safari/534.6 TouchPad/1.0',
    'Unknown browser on HP TouchPad',
    'tablet',
  ],
];

const screens: Row[] = [
  [
    'Mozilla/5.0 (PlayStation; PlayStation 5/9.60) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    'PlayStation 5',
    'console',
  ],
  [
    'Mozilla/5.0 (PlayStation 4 11.50) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.4 Safari/605.1.15',
    'PlayStation 4',
    'console',
  ],
  ['Mozilla/5.0 (PLAYSTATION 3 4.90) AppleWebKit/531.22.8 (KHTML, like Gecko)', 'PlayStation 3', 'console'],
  [
    'Mozilla/5.0 (PlayStation Vita 3.74) AppleWebKit/537.73 (KHTML, like Gecko) Silk/3.2',
    'Silk on PlayStation Vita',
    'console',
  ],
  [`${chrome('Windows NT 10.0; Win64; x64; Xbox; Xbox Series X')} Edg/142.0.0.0`, 'Edge on Xbox', 'console'],
  [
    `${chrome('Windows NT 10.0; Win64; x64; Xbox; Xbox One', '', '64.0.3282.140')} Edge/44.18363`,
    'Edge on Xbox',
    'console',
  ],
  [
    'Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/613.0 (KHTML, like Gecko) NF/6.0.3.25.0 NintendoBrowser/5.1.0.33424',
    'Nintendo Switch',
    'console',
  ],
  [
    'Mozilla/5.0 (Nintendo WiiU) AppleWebKit/536.30 (KHTML, like Gecko) NX/3.0.4.2.12 NintendoBrowser/4.3.1.11264.US',
    'Wii U',
    'console',
  ],
  ['Mozilla/5.0 (Nintendo 3DS; U; ; en) Version/1.7412.EU', 'Nintendo 3DS', 'console'],
  [`Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) ${kit} 85.0.4183.93/6.5 TV Safari/537.36`, 'Samsung TV', 'tv'],
  [
    `Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) ${kit} SamsungBrowser/2.2 Chrome/63.0.3239.84 TV Safari/537.36`,
    'Samsung Internet on Samsung TV',
    'tv',
  ],
  [
    'Mozilla/5.0 (SMART-TV; Linux; Tizen 2.4.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/2.4.0 TV Safari/538.1',
    'Samsung TV',
    'tv',
  ],
  [
    'Mozilla/5.0 (Linux; Tizen 2.3; SAMSUNG SM-Z130H) AppleWebKit/537.3 (KHTML, like Gecko) SamsungBrowser/1.0 Mobile Safari/537.3',
    'Samsung Internet on Tizen phone',
    'phone',
  ],
  [
    'Mozilla/5.0 (Linux; Tizen 5.5; SAMSUNG SM-R840) AppleWebKit/537.36 (KHTML, like Gecko) Version/5.5 Safari/537.36',
    'Unknown browser on Tizen',
    'unknown',
  ],
  [
    `Mozilla/5.0 (Web0S; Linux/SmartTV) ${kit} Chrome/94.0.4606.128 Safari/537.36 WebAppManager`,
    'LG TV',
    'tv',
  ],
  [
    'Mozilla/5.0 (webOS.TV-2024; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) WebAppManager',
    'LG TV',
    'tv',
  ],
  ['Roku/DVP-12.5 (12.5.0.4178-88)', 'Roku', 'tv'],
  [
    `Mozilla/5.0 (Linux; Android 9; AFTKA) ${kit} Silk/112.3.1 like Chrome/112.0 Safari/537.36`,
    'Silk on Fire TV',
    'tv',
  ],
  [
    `Mozilla/5.0 (Linux; Android 12; BRAVIA 4K VH21 Build/STT2) ${kit} Chrome/130.0 Safari/537.36 OPR/46.0 OMI/4.24`,
    'Opera on Sony TV',
    'tv',
  ],
  [`Mozilla/5.0 (X11; Linux armv7l) ${kit} Chrome/90.0 Safari/537.36 CrKey/1.56.500000`, 'Chromecast', 'tv'],
  ['AppleTV14,1/18.4', 'Apple TV', 'tv'],
  [
    `Mozilla/5.0 (Linux; Android 12; Quest 3) ${kit} OculusBrowser/36.2 Chrome/130.0 VR Safari/537.36`,
    'Meta Quest Browser on Meta Quest',
    'unknown',
  ],
  [
    `Mozilla/5.0 (X11; GNU/Linux) ${kit} Chromium/109.0.5414.119 Chrome/109.0.5414.119 Safari/537.36 Tesla/2024.26.9`,
    'Chromium on Tesla',
    'unknown',
  ],
];

const apps: Row[] = [
  [
    `${apple(iPhone, 'Mobile/22G86 Instagram 399.0.0.29.92 (iPhone17,1; iOS 18_6; en_US; en; scale=3.00; 1206x2622; 778211342)')}`,
    'Instagram on iPhone',
    'phone',
  ],
  [
    `Mozilla/5.0 (${webview}) ${kit} Version/4.0 Chrome/141.0 Mobile Safari/537.36 Instagram 400.0.0.49.68 Android (34/14; 480dpi)`,
    'Instagram on Android phone',
    'phone',
  ],
  [
    apple(iPhone, 'Mobile/22G86 [FBAN/FBIOS;FBAV/530.0.0.38;FBDV/iPhone17,1;FBMD/iPhone]'),
    'Facebook on iPhone',
    'phone',
  ],
  [
    `Mozilla/5.0 (${webview}) ${kit} Version/4.0 Chrome/141.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0.48.74;]`,
    'Facebook on Android phone',
    'phone',
  ],
  [apple(iPhone, 'Mobile/22G86 [FBAN/MessengerForiOS;FBAV/529.0]'), 'Messenger on iPhone', 'phone'],
  [
    `Mozilla/5.0 (${webview}) ${kit} Version/4.0 Chrome/141.0 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/529.0]`,
    'Messenger on Android phone',
    'phone',
  ],
  [
    apple(iPhone, 'Mobile/22G86 musical_ly_41.6.0 JsSdk/2.0 NetType/WIFI Channel/App Store'),
    'TikTok on iPhone',
    'phone',
  ],
  [
    `Mozilla/5.0 (${webview}) ${kit} Version/4.0 Chrome/141.0 Mobile Safari/537.36 trill_410603 BytedanceWebview/d8a21c6`,
    'TikTok on Android phone',
    'phone',
  ],
  [
    apple(iPhone, 'Mobile/22G86 Snapchat/13.61.0.44 (like Safari/8621.3.11.10.3, panda)'),
    'Snapchat on iPhone',
    'phone',
  ],
  [apple(iPhone, 'Mobile/22G86 [LinkedInApp]/9.31.4032'), 'LinkedIn on iPhone', 'phone'],
  [apple(iPhone, 'Mobile/22G86 Twitter for iPhone/11.22'), 'X on iPhone', 'phone'],
  [apple(iPhone, 'Mobile/22G86 [Pinterest/iOS]'), 'Pinterest on iPhone', 'phone'],
  [
    apple(iPhone, 'Mobile/22G86 MicroMessenger/8.0.61(0x18003d2b) NetType/WIFI Language/zh_CN'),
    'WeChat on iPhone',
    'phone',
  ],
  [apple(iPhone, 'Mobile/22G86 Safari Line/15.14.0'), 'LINE on iPhone', 'phone'],
  [apple(iPhone, 'Mobile/22G86 KAKAOTALK 25.8.0 (INAPP)'), 'KakaoTalk on iPhone', 'phone'],
  [apple(iPhone, 'Mobile/22G86'), 'An app on iPhone', 'phone'],
  [apple(iPhone, 'Mobile/22G86 SomeShop/4.2'), 'An app on iPhone', 'phone'],
  [apple(iPad, 'Mobile/21F90'), 'An app on iPad', 'tablet'],
  [
    `Mozilla/5.0 (${webview}) ${kit} Version/4.0 Chrome/141.0 Mobile Safari/537.36`,
    'An app on Android phone',
    'phone',
  ],
  [
    `Mozilla/5.0 (${webview}) ${kit} Version/4.0 Chrome/141.0 Mobile Safari/537.36 SomeShop/4.2`,
    'An app on Android phone',
    'phone',
  ],
];

const programs: Row[] = [
  ...(
    [
      ['curl/8.5.0', 'curl'],
      ['Wget/1.21.4', 'Wget'],
      ['HTTPie/3.2.2', 'HTTPie'],
      ['python-requests/2.32.3', 'python-requests'],
      ['python-httpx/0.27.0', 'python-httpx'],
      ['Python-urllib/3.12', 'Python'],
      ['Python/3.12 aiohttp/3.9.5', 'Python'],
      ['Go-http-client/2.0', 'Go-http-client'],
      ['okhttp/4.12.0', 'okhttp'],
      ['axios/1.7.2', 'axios'],
      ['node', 'Node.js'],
      ['undici', 'Node.js'],
      ['node-fetch/1.0 (+https://github.com/bitinn/node-fetch)', 'Node.js'],
      ['Deno/2.1.4', 'Deno'],
      ['PostmanRuntime/7.43.0', 'Postman'],
      ['insomnia/10.1.1', 'Insomnia'],
      ['Java/17.0.9', 'Java'],
      ['Apache-HttpClient/4.5.14 (Java/17.0.9)', 'Java'],
      ['Ruby', 'Ruby'],
      ['GuzzleHttp/7', 'PHP'],
      ['libwww-perl/6.72', 'Perl'],
      ['Dart/3.5 (dart:io)', 'Dart'],
      ['Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.4249', 'PowerShell'],
      ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot'],
      [
        `${chrome('Linux; Android 6.0.1; Nexus 5X Build/MMB29P', 'Mobile ')} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
        'Googlebot',
      ],
      ['AdsBot-Google (+http://www.google.com/adsbot.html)', 'Google'],
      [
        `Mozilla/5.0 ${kit.replace(')', '; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)')} Chrome/142.0 Safari/537.36`,
        'Bingbot',
      ],
      [
        `${apple(mac, 'Version/17.4 Safari/605.1.15')} (Applebot/0.1; +http://www.apple.com/go/applebot)`,
        'Applebot',
      ],
      ['Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', 'YandexBot'],
      ['Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)', 'Baiduspider'],
      ['Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)', 'Yahoo! Slurp'],
      ['DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)', 'DuckDuckBot'],
      [`Mozilla/5.0 ${kit.replace(')', '; compatible; GPTBot/1.2; +https://openai.com/gptbot)')}`, 'OpenAI'],
      [
        `Mozilla/5.0 ${kit.replace(')', '; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)')}`,
        'Anthropic',
      ],
      ['CCBot/2.0 (https://commoncrawl.org/faq/)', 'CCBot'],
      ['Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)', 'AhrefsBot'],
      ['Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)', 'UptimeRobot'],
      ['facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 'Meta'],
      ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'Slackbot'],
      ['Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)', 'Discordbot'],
      ['TelegramBot (like TwitterBot)', 'TelegramBot'],
      [chrome(mac, '').replace('Safari', 'Chrome-Lighthouse Safari'), 'Lighthouse'],
      ['Mozilla/5.0 (compatible; MyOwnBot/1.0; +https://bot.example/about)', 'Unknown program'],
      ['HouseCrawler/3.1', 'Unknown program'],
      ['You-were-charged-499-dollars-call-now-bot/1', 'Unknown program'],
    ] as const
  ).map(([userAgent, name]): Row => [userAgent, `${name} (automated)`, 'bot']),
  [chrome(linux).replace('Chrome', 'HeadlessChrome'), 'Headless Chrome on Linux', 'bot'],
  [chrome(windows).replace('Chrome', 'HeadlessChrome'), 'Headless Chrome on Windows', 'bot'],
];

const guesses: Row[] = [
  // A browser that we do not know is not the one that it is made of.
  [chrome(windows, 'NewBrowser/1.0 '), 'Unknown browser on Windows', 'desktop'],
  [`${gecko(linux)} NewFox/1.0`, 'Unknown browser on Linux', 'desktop'],
  [apple(iPhone, 'Version/18.6 Mobile/15E148 Safari/604.1 NewApp/1.0'), 'Unknown browser on iPhone', 'phone'],
  [apple(linux, 'Version/18.6 Safari/605.1.15'), 'Unknown browser on Linux', 'desktop'],
  ['Mozilla/5.0 (Windows NT 10.0)', 'Unknown browser on Windows', 'desktop'],
  ['Mozilla/5.0 (Amiga; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox on an unknown device', 'unknown'],
  ['Mozilla/5.0 (Linux) NewKit/1.0', 'Unknown browser on Linux', 'unknown'],
  // No word of a stranger’s gets through.
  ['You were charged $499. Call 1-800-555/1 (now', 'Unknown device', 'unknown'],
  ['Call-1-800-555/2 Mobile', 'Unknown device', 'unknown'],
  ['Mozilla/5.0', 'Unknown device', 'unknown'],
  ['hello world', 'Unknown device', 'unknown'],
  ['🦊', 'Unknown device', 'unknown'],
  ['<script>alert(1)</script>', 'Unknown device', 'unknown'],
  ['A'.repeat(16_384), 'Unknown device', 'unknown'],
];

describe.each([
  ['on a desk', desktops],
  ['in a hand', phones],
  ['on a tablet', tablets],
  ['at a television', screens],
  ['inside of an app', apps],
  ['without a person', programs],
  ['that nobody knows', guesses],
])('a user agent %s is named after what it is', (_where, rows) => {
  test.each(rows)('%s', (userAgent, name, kind) => {
    expect(describeDevice(userAgent)).toEqual({ name, kind });
  });
});
