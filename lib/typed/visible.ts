/** What a person can see of a text: what is harmful or idle and shows nothing is left out, what a script needs stays. Pure. */

/** Turns the text around it, also on the lines after it: overrides, embeddings, isolates and marks. */
const direction = /\p{Bidi_Control}/gu;

/** Fillers and blanks that are letters or symbols by class and show nothing. */
const hollow = '\\u115f\\u1160\\u3164\\uffa0\\u2800';

/** Shows nothing anywhere, and joins or chooses nothing either. */
const idle =
  /\u034f|\u17b4|\u17b5|[\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d159}\u{1d173}-\u{1d17a}]/gu;

/** A joiner is a part of the spelling after a letter or its mark and before the next letter, and between two emoji. */
const looseJoiner =
  /(?<![\p{L}\p{M}])(?<!\p{Emoji}(?:\p{Emoji_Modifier}|\ufe0f)?)[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;

/** Chooses between forms of the character before it; flags of parts of countries are spelled in tags behind a black flag. */
const looseSelector =
  /(?<![\p{L}\p{N}\p{S}\p{P}])[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,7})[\u{e0000}-\u{e007f}]/gu;

/** More marks on one letter than any language puts there climb over the lines above. */
const heap = /(\p{M}{6})\p{M}+/gu;

const passOver = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(direction, '')
    .replace(idle, '')
    .replace(/[\u2028\u2029]/g, '\n')
    .normalize('NFC')
    .replace(looseSelector, '')
    .replace(looseJoiner, '')
    .replace(heap, '$1');

/** What goes may have held together what then goes as well. Each pass makes the text shorter, so it comes to an end. */
function settled(text: string, pass: (text: string) => string): string {
  let [before, after] = [text, pass(text)];
  while (after !== before) [before, after] = [after, pass(after)];
  return after;
}

/** NFC, without what nobody sees. Line breaks stay. */
export const withoutUnseen = (text: string): string => settled(text, passOver);

const solid = new RegExp(`[^\\s\\p{Cc}${hollow}]`, 'u');

/** Nothing at the ends that shows nothing. From both ends by hand: a pattern for the end would try each blank in between. */
function trimmed(text: string): string {
  const start = text.search(solid);
  if (start < 0) return '';
  let end = text.length;
  while (end > start && isHollow(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** All of them are one UTF-16 unit; half of a character is none of them. */
const isHollow = (unit: string): boolean => !solid.test(unit);

/** Neither at the ends nor anywhere else what shows nothing. */
export const tidied = (text: string): string => settled(text, (each) => trimmed(withoutUnseen(each)));

const seen = new RegExp(`(?![${hollow}])[\\p{L}\\p{N}\\p{P}\\p{S}]`, 'u');
export const hasVisible = (text: string): boolean => seen.test(text);

/** Made at first use: browsers that show a name need not have it. */
let segmenter: Intl.Segmenter | undefined;

/** Characters as a person counts them: a family of four is one, a letter with its accents as well. */
export function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The first so many characters as a person counts them; none is cut in two. */
export function cut(text: string, most: number): string {
  // No text that stays within the bound is looked at character by character.
  return text.length <= most
    ? text
    : graphemes(text.slice(0, most * longestCharacter))
        .slice(0, most)
        .join('');
}

/** UTF-16 units of one character: more than the longest emoji that anybody draws has. */
export const longestCharacter = 16;

/** On one line, as a list, a heading or a mail shows it: line breaks and control characters are blanks. */
export const oneLine = (text: string): string => tidied(text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' '));

/** A name as it may be shown, whenever and however it was stored: harmless, and never nothing. */
export function shownName(stored: string, otherwise = 'No name'): string {
  const name = oneLine(stored);
  return hasVisible(name) ? name : otherwise;
}

const fromTheRight =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** The same within a sentence that is plain text: its direction ends where the name ends. */
export function inSentence(stored: string, otherwise?: string): string {
  const name = shownName(stored, otherwise);
  return fromTheRight.test(name) ? `\u2068${name}\u2069` : name;
}
