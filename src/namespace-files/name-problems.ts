import { decodeEscapes, type NameRules, storageKey, takesForUri } from './server-names.js';

/** Characters of a whole path, from its "/" on (1.2 and newer: the width of the column in the database). */
const MAX_PATH = 350;
/** Bytes of a component: a file system's 255, less what Kestra 1.2 and newer append: ".v1000". */
const MAX_COMPONENT = { '1.0': 255, '1.2': 249, '1.3.31': 249, '2.0': 249, unknown: 249 } as const;

/** A component of a path, as one line of servers sees it. */
interface Component {
  readonly name: string;
  /** Something lies below it. */
  readonly isFolder: boolean;
  readonly rules: NameRules;
}

interface NameRule {
  readonly on: (rules: NameRules) => boolean;
  readonly broken: (component: Component) => boolean;
  readonly reason: (component: Component) => string;
}

/**
 * Why a path cannot become a namespace file of this server, each as a clause that follows the file's name;
 * empty: it can.
 * @param path "" for the root
 */
export function problemsOfPath(path: string, rules: NameRules): readonly string[] {
  const names = path.split('/').slice(1);
  const problems = new Set(
    names.flatMap((name, index) => problemsOfName({ name, isFolder: index < names.length - 1, rules })),
  );
  if (names[0]?.toLowerCase() === '_flows') {
    problems.add(
      'Kestra keeps "_flows" at the root for itself: a file below it would be imported as a flow. Deploy flows with deploy-flows, or choose another folder.',
    );
  }
  if (path.startsWith('/|')) {
    problems.add(
      `Kestra drops a "|" at the start of a path when it stores: ${path.slice(1)} and ${storageKey(path, rules).slice(1)} would end up in one place. Rename it.`,
    );
  }
  if (rules !== '1.0' && path.length > MAX_PATH) {
    problems.add(`the path has ${path.length} characters, Kestra keeps ${MAX_PATH} at most. Shorten it.`);
  }
  return [...problems];
}

function problemsOfName(component: Component): readonly string[] {
  return NAME_RULES.filter(({ on, broken }) => on(component.rules) && broken(component)).map(({ reason }) =>
    reason(component),
  );
}

const everywhere = () => true;
const BEFORE = 'Kestra before 1.3.31';
const REFUSED = /[[\]{}|"<>^`]/g;
const ESCAPE = /%[\da-f]{2}/i;
/** What no URI may hold: 1.2 refuses a folder whose escapes stand for it. */
const NO_URI = /[\p{Cc}\p{Z}"%<>[\\\]^`{|}]/u;

const NAME_RULES: readonly NameRule[] = [
  { on: everywhere, broken: ({ name }) => name === '', reason: () => 'a part of the path is empty.' },
  {
    on: everywhere,
    broken: ({ name }) => name === '.' || name === '..',
    reason: ({ name }) => `"${name}" as a part of the path would leave the target folder; Kestra refuses it.`,
  },
  {
    on: everywhere,
    broken: ({ name }) => name.includes('\\'),
    reason: () => 'Kestra takes "\\" for "/" and would put the file into another folder. Rename it.',
  },
  {
    on: everywhere,
    broken: ({ name }) => name.includes(':'),
    reason: ({ name, rules }) =>
      `Kestra drops ":" when it stores, and lower-cases a letter before it: ${name} and ${storageKey(name, rules)} would end up in one place. Rename the file.`,
  },
  {
    on: everywhere,
    broken: ({ name, rules }) => Buffer.byteLength(name) > MAX_COMPONENT[rules],
    reason: ({ name, rules }) =>
      `the name has ${Buffer.byteLength(name)} bytes, Kestra can store ${MAX_COMPONENT[rules]}${rules === '1.0' ? '' : ' and the number of a revision'}. Shorten it.`,
  },
  {
    on: everywhere,
    broken: ({ name }) => /\p{Cs}|\uFFFD/u.test(name),
    reason: () => 'the name is not valid UTF-8. Rename the file.',
  },
  {
    on: takesForUri,
    broken: ({ name }) => /[#?]/.test(name),
    reason: ({ name }) => {
      const mark = /[#?]/.exec(name)![0];
      const stem = name.slice(0, name.search(/[#?]/));
      return `${BEFORE} drops everything from "${mark}" on when it stores: ${stem}${mark}1 and ${stem}${mark}2 would end up in one place. Rename the file.`;
    },
  },
  {
    on: takesForUri,
    broken: ({ name }) => /%(?![\da-f]{2})/i.test(name),
    reason: () => `${BEFORE} refuses a "%" that is not followed by two hexadecimal digits. Rename the file.`,
  },
  {
    on: (rules) => rules === '1.0' || rules === 'unknown',
    broken: ({ name }) => ESCAPE.test(name),
    reason: ({ name }) =>
      `Kestra 1.0 and 1.1 resolve escapes: "${ESCAPE.exec(name)![0]}" would be stored as another character, and some make the whole namespace unreadable. Rename the file.`,
  },
  {
    on: (rules) => rules === '1.2',
    broken: ({ name }) => /%(?:2f|5c|00)/i.test(name) || (/%2e/i.test(name) && /^(?:%2e|\.)+$/i.test(name)),
    reason: () => `${BEFORE} resolves escapes when it stores, and this one leads to another folder. Rename the file.`,
  },
  {
    on: (rules) => rules === '1.2',
    broken: ({ name, isFolder }) => isFolder && ESCAPE.test(name) && NO_URI.test(decodeEscapes(name)),
    reason: ({ name }) =>
      `${BEFORE} refuses files below a folder whose name holds an escape like "${ESCAPE.exec(name)![0]}". Rename the folder.`,
  },
  {
    on: takesForUri,
    broken: ({ name }) => /^\.\.[^/]/.test(name),
    reason: () => `${BEFORE} refuses a name that begins with "..". Rename the file.`,
  },
  {
    on: takesForUri,
    broken: ({ name }) => name.search(REFUSED) !== -1,
    reason: ({ name }) => `${BEFORE} refuses ${listOf(name.match(REFUSED)!)} in a name. Rename the file.`,
  },
  {
    // Java's URI takes letters of any script, but of blanks only the one that arrives as "+".
    on: takesForUri,
    broken: ({ name }) => /(?! )\p{Z}/u.test(name),
    reason: ({ name }) =>
      `${BEFORE} refuses the blank character ${codePoint(/(?! )\p{Z}/u.exec(name)![0])} in a name. Rename the file.`,
  },
  {
    on: takesForUri,
    broken: ({ name }) => /\p{Cc}/u.test(name),
    reason: ({ name }) =>
      `${BEFORE} refuses the control character ${codePoint(/\p{Cc}/u.exec(name)![0])} in a name. Rename the file.`,
  },
];

function listOf(found: readonly string[]): string {
  return [...new Set(found)].join(' ');
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
