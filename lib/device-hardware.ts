/** What a user agent says that it runs on, in names of ours. Pure. */

export type DeviceKind = 'laptop' | 'desktop' | 'phone' | 'tablet' | 'tv' | 'console' | 'bot' | 'unknown';

export type Hardware = { readonly name: string; readonly kind: DeviceKind };

/** What has its own name. Each of them also calls itself Linux, Android or Windows. */
const named: readonly (readonly [RegExp, string, DeviceKind])[] = [
  [/PlayStation 5/i, 'PlayStation 5', 'console'],
  [/PlayStation 4/i, 'PlayStation 4', 'console'],
  [/PlayStation 3/i, 'PlayStation 3', 'console'],
  [/PlayStation Vita/i, 'PlayStation Vita', 'console'],
  [/PlayStation/i, 'PlayStation', 'console'],
  [/\bXbox\b/i, 'Xbox', 'console'],
  [/Nintendo Switch/i, 'Nintendo Switch', 'console'],
  [/Nintendo WiiU/i, 'Wii U', 'console'],
  [/Nintendo Wii\b/i, 'Wii', 'console'],
  [/Nintendo 3DS/i, 'Nintendo 3DS', 'console'],
  [/\bQuest( \w+)?[;)]/, 'Meta Quest', 'unknown'],
  [/\bTesla\/|QtCarBrowser/, 'Tesla', 'unknown'],
  [/AppleTV|Apple TV/, 'Apple TV', 'tv'],
  [/\bCrKey\//, 'Chromecast', 'tv'],
  [/\bRoku\b/, 'Roku', 'tv'],
  [/\bAFT[A-Z0-9]+\b/, 'Fire TV', 'tv'],
  [/\bBRAVIA\b/, 'Sony TV', 'tv'],
  [/(SMART-TV|SmartTV|\bTV\b).*Tizen|Tizen.*\bTV\b|SMART-TV.*SamsungBrowser|Maple\d/i, 'Samsung TV', 'tv'],
  [/Web0S|webOS\.TV|NetCast/i, 'LG TV', 'tv'],
  [/Android TV|GoogleTV|Google TV|SMART-TV|SmartTV|HbbTV|VIDAA|\bMiBOX|\bSHIELD Android TV/i, 'TV', 'tv'],
  [/\bKF[A-Z]{2,8}\b.*(Silk|Android)|Android.*\bKF[A-Z]{2,8}\b/, 'Fire tablet', 'tablet'],
  [/\bKindle\b/, 'Kindle', 'tablet'],
  [/TouchPad/, 'HP TouchPad', 'tablet'],
  [/\bKAIOS\//i, 'KaiOS phone', 'phone'],
  [/Windows Phone/, 'Windows Phone', 'phone'],
  [/PlayBook/, 'BlackBerry PlayBook', 'tablet'],
  [/BlackBerry|\(BB10;/, 'BlackBerry', 'phone'],
  [/Sailfish/, 'Sailfish', 'unknown'],
  [/Tizen.*\bMobile\b/, 'Tizen phone', 'phone'],
  [/Tizen/, 'Tizen', 'unknown'],
  [/OpenHarmony.*\bTablet\b|\(Tablet;.*OpenHarmony/, 'HarmonyOS tablet', 'tablet'],
  [/OpenHarmony.*\bMobile\b|\(Phone;.*OpenHarmony/, 'HarmonyOS phone', 'phone'],
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS', 'unknown'],
  [/\((iPhone)\b/, 'iPhone', 'phone'],
  [/\((iPod)\b/, 'iPod', 'phone'],
  [/\((iPad)\b/, 'iPad', 'tablet'],
  [/\bCrOS\b/, 'Chromebook', 'laptop'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows (NT|9\d)\b/, 'Windows'],
  [/\bFreeBSD\b/, 'FreeBSD'],
  [/\bOpenBSD\b/, 'OpenBSD'],
  [/\bNetBSD\b/, 'NetBSD'],
  [/\bDragonFly\b/, 'DragonFly BSD'],
  [/\bSunOS\b/, 'Solaris'],
  [/\bHaiku\b/, 'Haiku'],
  [/\bFuchsia\b/, 'Fuchsia'],
  [/\bLinux\b/, 'Linux'],
];

/** Systems that are a desk's unless they say otherwise; a bare "Linux" may be anything. */
const onDesk = /\bWindows\b|\bX11\b|Wayland/;

export const isMac = (agent: string): boolean => /\(Macintosh\b/.test(agent);

/** Not what is only like it, which phones of other makers say of themselves. */
export const isAndroid = (agent: string): boolean =>
  /\bAndroid\b/.test(agent) && !/like Android/i.test(agent);

export const hasOwnName = (agent: string): Hardware | undefined => {
  const found = named.find(([pattern]) => pattern.test(agent));
  return found && { name: found[1], kind: found[2] };
};

export function systemOf(agent: string): Hardware | undefined {
  const found = systems.find(([pattern]) => pattern.test(agent));
  return found && { name: found[1], kind: onDesk.test(agent) ? 'desktop' : 'unknown' };
}
