type Messages = { readonly [key: string]: string | Messages };

/** Every message with its dotted key. */
export function flatten(messages: Messages, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** Names of the arguments and tags of an ICU message, sorted; both languages must use the same. */
export function argumentsOf(message: string): string[] {
  const named = [...message.matchAll(/\{(\w+)\s*[,}]|<(\w+)>/g)].map((match) => match[1] ?? `<${match[2]}>`);
  // A branch such as `{machine}` of a plural reads like an argument; arguments never follow a keyword.
  const branches = new Set([...message.matchAll(/(?:=\d+|zero|one|two|few|many|other)\s*\{(\w+)\}/g)].map((m) => m[1]));
  return [...new Set(named)].filter((name) => !branches.has(name)).sort();
}

/** The literal texts of a message: each plural or select branch on its own line, arguments as one neutral mark. */
function literals(message: string): string {
  return message
    .replaceAll(/\{\w+\}/g, "\u2060")
    .replaceAll(/\{\w+,\s*(?:plural|select|selectordinal|number|date|time)\b,?[^{}]*/g, "\n")
    .replaceAll(/(?:=\d+|zero|one|two|few|many|other|\b[a-z][\w-]*)\s*\{/g, "\n")
    .replaceAll(/[{}]/g, "\n")
    .replaceAll(/<\/?\w+>/g, "");
}

const HAN = "\\p{Script=Han}";
const TIGHT = new RegExp(`${HAN}[A-Za-z0-9#]|[A-Za-z0-9#%]${HAN}`, "u");
const NARROW = new RegExp(`${HAN}\\s?[,;:!?()]|[,;:!?()]\\s?${HAN}|${HAN}\\.(?:\\s|$)`, "u");

/** What is wrong with the typography of a Chinese message; empty when nothing is. */
export function zhFaults(message: string): string[] {
  const text = literals(message);
  const tight = TIGHT.exec(text)?.[0];
  const narrow = NARROW.exec(text)?.[0];
  return [
    ...(tight === undefined ? [] : [`no space in "${tight}"`]),
    ...(narrow === undefined ? [] : [`half-width punctuation in "${narrow}"`]),
  ];
}

/** How one source file uses messages. */
export interface Uses {
  /** Full keys `area.key` of which at least one must exist, one list per call. */
  readonly calls: readonly (readonly string[])[];
  /** `area.prefix` of calls with a template text, one list per call: every key below counts as used. */
  readonly prefixes: readonly (readonly string[])[];
  /** Areas bound in this file. */
  readonly areas: readonly string[];
  /** Every text literal: a key kept in a table and passed on by name is used as well. */
  readonly texts: ReadonlySet<string>;
}

const BINDING = /const (\w+) = (?:await )?(?:useTranslations|getTranslations)\("([\w.]+)"\)/g;

export function usesOf(source: string): Uses {
  const bound = new Map<string, Set<string>>();
  for (const [, name = "", area = ""] of source.matchAll(BINDING)) {
    bound.set(name, (bound.get(name) ?? new Set()).add(area));
  }
  const calls: string[][] = [];
  const prefixes: string[][] = [];
  for (const [name, areas] of bound) {
    const call = `\\b${name}(?:\\.(?:rich|markup|raw|has))?\\(\\s*`;
    for (const [, key] of source.matchAll(new RegExp(`${call}"([^"]+)"`, "g"))) {
      calls.push([...areas].map((area) => `${area}.${key}`));
    }
    for (const [, start] of source.matchAll(new RegExp(`${call}\`([^\`$]*)\\$\\{`, "g"))) {
      prefixes.push([...areas].map((area) => `${area}.${start}`));
    }
  }
  const texts = new Set([...source.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text = ""]) => text));
  return { calls, prefixes, areas: [...new Set([...bound.values()].flatMap((areas) => [...areas]))], texts };
}
