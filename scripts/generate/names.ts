/** The name of something new in every form that code and sentences need, and which names cannot be. Pure. */

const forms = [
  ...(['thing', 'Thing', 'things', 'Things', 'thing_snake', 'things_snake', 'THING_SNAKE'] as const),
  ...(['thing-kebab', 'things-kebab', 'thing words', 'Thing words'] as const),
  ...(['things words', 'Things words', 'a thing', 'A thing'] as const),
] as const;

/** Each form by the word that stands for it in a template. */
export type ThingNames = Readonly<Record<(typeof forms)[number], string>>;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const camel = (kebab: string) => kebab.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());
const snake = (kebab: string) => kebab.replaceAll('-', '_');
const words = (kebab: string) => kebab.replaceAll('-', ' ');

/** "an hour", "a unit": the sound counts, not the letter. */
const startsLikeVowel = /^(?!uni([^nm]|$)|use|usa|usu|eu|one\b|once)[aeiou]|^(hour|honest|honou?r|heir)/;

/** Both in kebab-case. */
export function namesOf(one: string, many: string = pluralOf(one)): ThingNames {
  const article = startsLikeVowel.test(one) ? 'an' : 'a';
  return {
    thing: camel(one),
    Thing: capital(camel(one)),
    things: camel(many),
    Things: capital(camel(many)),
    thing_snake: snake(one),
    things_snake: snake(many),
    THING_SNAKE: snake(one).toUpperCase(),
    'thing-kebab': one,
    'things-kebab': many,
    'thing words': words(one),
    'Thing words': capital(words(one)),
    'things words': words(many),
    'Things words': capital(words(many)),
    'a thing': `${article} ${words(one)}`,
    'A thing': capital(`${article} ${words(one)}`),
  };
}

/** By the rule alone; an irregular one is said with --plural. */
export function pluralOf(one: string): string {
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(one) ? `${one}es` : `${one}s`;
}

const longestName = 30;
const isKebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What stands in the way of being a name of a variable. */
const ofTheLanguage = new Set([
  ...['abstract', 'any', 'arguments', 'as', 'async', 'await', 'boolean', 'break', 'case', 'catch', 'class'],
  ...['const', 'continue', 'debugger', 'declare', 'default', 'delete', 'do', 'else', 'enum', 'eval'],
  ...['export', 'extends', 'false', 'finally', 'for', 'from', 'function', 'get', 'if', 'implements'],
  ...['import', 'in', 'infer', 'instanceof', 'interface', 'is', 'keyof', 'let', 'module', 'namespace'],
  ...['never', 'new', 'null', 'number', 'object', 'of', 'package', 'private', 'protected', 'public'],
  ...['readonly', 'return', 'satisfies', 'set', 'static', 'string', 'super', 'switch', 'symbol', 'this'],
  ...['throw', 'true', 'try', 'type', 'typeof', 'undefined', 'unique', 'unknown', 'var', 'void', 'while'],
  ...['with', 'yield'],
]);

/** A sentence where it cannot be. */
export function thingFault(name: string): string | undefined {
  if (name === '') return 'Say its name, in the singular, such as: invoice';
  if (!isKebab.test(name)) {
    const meant = name
      .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .replace(/[ _]+/g, '-');
    const hint = isKebab.test(meant) ? `: ${meant}` : '.';
    return `"${name}" has to be small letters and digits, with single hyphens between words${hint}`;
  }
  if (!/^[a-z]/.test(name)) return `"${name}" has to begin with a letter: it becomes a name in the code.`;
  if (ofTheLanguage.has(camel(name)))
    return `"${name}" is a word of the language itself. Choose another name, such as: ${name}-entry`;
  return name.length > longestName
    ? `"${name}" has ${name.length} characters and may have ${longestName}.`
    : undefined;
}

/** `many` is what was said; undefined where nothing was. */
export function pluralFault(one: string, many: string | undefined): string | undefined {
  if (many === undefined)
    return /[^sui]s$/.test(one)
      ? `"${one}" looks like more than one. Say one of them, or its plural too: --plural …`
      : undefined;
  if (many === one)
    return `One and more than one have to differ, because both are names in the code: --plural ${one}-list`;
  return thingFault(many);
}
