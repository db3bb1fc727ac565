/**
 * What a user agent says that it is: a browser, an app with a browser in it, or a program. Names of ours alone: a user agent
 * is whatever somebody sends, and these names stand in mails. Pure.
 */

type Names = readonly (readonly [RegExp, string])[];

/** The more special before what they are made of. Apps first: they show pages in the browser of the system. */
const browsers: Names = [
  [/\bInstagram[ /]/, 'Instagram'],
  [/FBAN\/Messenger|FB_IAB\/Orca|MessengerLite/, 'Messenger'],
  [/\bFBA[NV]\/|FB_IAB\/|FB4A/, 'Facebook'],
  [/\bBarcelona \d/, 'Threads'],
  [/musical_ly|BytedanceWebview|\bTikTok\b|\btrill_/, 'TikTok'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/\bPinterest\b/, 'Pinterest'],
  [/LinkedInApp/, 'LinkedIn'],
  [/Twitter for |TwitterAndroid/, 'X'],
  [/MicroMessenger\//, 'WeChat'],
  [/\bLine\/\d/, 'LINE'],
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/\bWhatsApp\//, 'WhatsApp'],
  [/Telegram-(Android|iOS)/, 'Telegram'],
  [/\bSlack(_SSB)?\//, 'Slack'],
  [/\bTeams(Mobile)?(-\w+)?\//, 'Teams'],
  [/\bdiscord\//i, 'Discord'],
  [/\bReddit\//, 'Reddit'],
  [/\bGSA\//, 'Google app'],
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPX\//, 'Opera GX'],
  [/Opera Mini/, 'Opera Mini'],
  [/\b(OPR|OPT|OPiOS|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(DuckDuckGo|Ddg|DDG)\//, 'DuckDuckGo'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bBrave\//, 'Brave'],
  [/\bUCBrowser\/|\bUBrowser\//, 'UC Browser'],
  [/\bMiuiBrowser\//, 'Mi Browser'],
  [/\bHuaweiBrowser\//, 'Huawei Browser'],
  [/\bVivoBrowser\//, 'Vivo Browser'],
  [/\bHeyTapBrowser\//, 'HeyTap Browser'],
  [/\bM?QQBrowser\//, 'QQ Browser'],
  [/\bWhale\//, 'Whale'],
  [/\bSilk\//, 'Silk'],
  [/\bOculusBrowser\//, 'Meta Quest Browser'],
  [/\bPuffin\//, 'Puffin'],
  [/\bEcosia\b/, 'Ecosia'],
  [/\bAvast\//, 'Avast Secure Browser'],
  [/\bcoc_coc_browser\//, 'Cốc Cốc'],
  [/\bMaxthon\//, 'Maxthon'],
  [/\bSleipnir\//, 'Sleipnir'],
  [/\bCriOS\//, 'Chrome'],
  [/\bFocus(iOS)?\/|\bKlar\//, 'Firefox Focus'],
  [/\bFxiOS\//, 'Firefox'],
  [/\bLibreWolf\//, 'LibreWolf'],
  [/\bWaterfox\//, 'Waterfox'],
  [/\bPaleMoon\//, 'Pale Moon'],
  [/\bSeaMonkey\//, 'SeaMonkey'],
  [/\bEpiphany\//, 'GNOME Web'],
  [/\bFalkon\//, 'Falkon'],
  [/\bQupZilla\//, 'QupZilla'],
  [/\bKonqueror\//, 'Konqueror'],
  [/\bElectron\//, 'An Electron app'],
  [/\bChromium\//, 'Chromium'],
  [/\bMSIE \d|Trident\//, 'Internet Explorer'],
];

/** Who says nothing beyond this is the browser that everybody else is made of. */
const chromeAlone = /^(Mozilla|AppleWebKit|Chrome|Mobile|Safari)(\/|$)/;
const firefoxAlone = /^(Mozilla|Gecko|Firefox)\//;
const safariAlone = /^(Mozilla|AppleWebKit|Version|Mobile|Safari)(\/|$)/;

/** Undefined where the name would be a guess: one more word in it makes it somebody else’s browser. */
export function browserName(agent: string): string | undefined {
  const special = browsers.find(([pattern]) => pattern.test(agent));
  if (special) return special[1];
  const words = agent.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ').match(/\S+/g) ?? [];
  const only = (pattern: RegExp) => words.every((word) => pattern.test(word));
  const apple = /\((Macintosh|iPhone|iPad|iPod)\b/.test(agent);
  const safari = / Safari\//.test(agent);
  if (isInApp(agent, { apple, safari })) return 'An app';
  if (apple && safari && / Version\//.test(agent) && only(safariAlone)) return 'Safari';
  if (/ Firefox\//.test(agent) && only(firefoxAlone)) return 'Firefox';
  if (/ Chrome\//.test(agent) && only(chromeAlone)) return 'Chrome';
  return / Android /.test(agent) && / Version\/4\.0 /.test(agent) && safari && only(safariAlone)
    ? 'Android Browser'
    : undefined;
}

/** The view of a page inside of an app, which says so on Android, and on Apple’s systems by not calling itself Safari. */
const isInApp = (agent: string, { apple, safari }: { apple: boolean; safari: boolean }): boolean =>
  /; wv\)/.test(agent) || (apple && !safari && /AppleWebKit\//.test(agent));

const programs: Names = [
  [/Googlebot/, 'Googlebot'],
  [/AdsBot-Google|Mediapartners-Google|Google-InspectionTool|GoogleOther|Storebot-Google/, 'Google'],
  [/bingbot|BingPreview/i, 'Bingbot'],
  [/Applebot/, 'Applebot'],
  [/DuckDuckBot|DuckAssistBot/, 'DuckDuckBot'],
  [/Yandex(\w*Bot|Images|Metrika)/, 'YandexBot'],
  [/Baiduspider/i, 'Baiduspider'],
  [/Yahoo! Slurp/, 'Yahoo! Slurp'],
  [/Amazonbot/i, 'Amazonbot'],
  [/GPTBot|ChatGPT-User|OAI-SearchBot/, 'OpenAI'],
  [/ClaudeBot|Claude-(Web|User|SearchBot)|anthropic-ai/i, 'Anthropic'],
  [/Perplexity(Bot|-User)/, 'Perplexity'],
  [/CCBot/, 'CCBot'],
  [/Bytespider/, 'Bytespider'],
  [/facebookexternalhit|facebookcatalog|meta-external|meta-webindexer/i, 'Meta'],
  [/Slackbot|Slack-ImgProxy/, 'Slackbot'],
  [/Discordbot/, 'Discordbot'],
  [/TelegramBot/, 'TelegramBot'],
  [/Twitterbot/, 'Twitterbot'],
  [/LinkedInBot/, 'LinkedInBot'],
  [/Pinterestbot/i, 'Pinterestbot'],
  [/SkypeUriPreview/, 'Skype'],
  [/AhrefsBot/, 'AhrefsBot'],
  [/SemrushBot/, 'SemrushBot'],
  [/PetalBot/, 'PetalBot'],
  [/UptimeRobot/, 'UptimeRobot'],
  [/Pingdom/, 'Pingdom'],
  [/ia_archiver|archive\.org_bot/, 'Internet Archive'],
  [/Chrome-Lighthouse/, 'Lighthouse'],
  [/\bCypress\//, 'Cypress'],
  [/PhantomJS/, 'PhantomJS'],
  [/^curl\//, 'curl'],
  [/^Wget\//i, 'Wget'],
  [/^HTTPie\//, 'HTTPie'],
  [/^python-requests\//i, 'python-requests'],
  [/^python-httpx\//i, 'python-httpx'],
  [/^(Python-urllib|Python\/|aiohttp|Scrapy)/i, 'Python'],
  [/^Go-http-client\//i, 'Go-http-client'],
  [/^okhttp\//, 'okhttp'],
  [/^axios\//, 'axios'],
  [/^(node(-fetch|-superagent)?|undici|got)(\/|$| \()/, 'Node'],
  [/^Deno\//, 'Deno'],
  [/^Bun\//, 'Bun'],
  [/^PostmanRuntime\//, 'Postman'],
  [/^insomnia\//i, 'Insomnia'],
  [/^bruno-runtime\//, 'Bruno'],
  [/^(Java|Apache-HttpClient|Jakarta)[/ ]/, 'Java'],
  [/^(Ruby|Faraday|rest-client)\b/i, 'Ruby'],
  [/^(GuzzleHttp|PHP)\b/, 'PHP'],
  [/^libwww-perl\//, 'Perl'],
  [/^Dart\//, 'Dart'],
  [/WindowsPowerShell|PowerShell\//, 'PowerShell'],
  [/^(axel|aria2|HTTrack|ApacheBench|hey|k6|autocannon|vegeta)\b/, 'A download or load tool'],
];

/** A word that ends so and is followed by its version, or an address to complain to. No phone: "Robot X1" and "CUBOT X70" are. */
const unnamed = /(?<!cu)(bot|crawler|spider|scraper)\/\d|\+https?:\/\//i;

/** Undefined for whatever may have a person in front of it. */
export function programName(agent: string): string | undefined {
  const known = programs.find(([pattern]) => pattern.test(agent));
  if (known) return known[1];
  return unnamed.test(agent) ? 'Unknown program' : undefined;
}

export const isHeadless = (agent: string): boolean => /HeadlessChrome\//.test(agent);
