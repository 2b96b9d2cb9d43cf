import type { NameRules } from './server-names.js';

/** Characters of a component, UTF-16 units. Kestra answers 422 beyond it (before 1.3.20: 500). */
const MAX_COMPONENT = 255;

/**
 * Why a path cannot become a namespace file of this server, each as a clause that follows the file's name;
 * empty: it can.
 */
export function problemsOfPath(path: string, rules: NameRules): readonly string[] {
  const components = path.split('/').slice(1);
  const problems = new Set(components.flatMap((component) => problemsOfName(component, rules)));
  if (components[0]?.toLowerCase() === '_flows') {
    problems.add(
      'Kestra keeps "_flows" at the root for itself: a file below it would be imported as a flow. Deploy flows with deploy-flows, or choose another folder.',
    );
  }
  return [...problems];
}

interface NameRule {
  readonly broken: (name: string) => boolean;
  readonly reason: (name: string) => string;
}

const everywhere: readonly NameRule[] = [
  { broken: (name) => name === '', reason: () => 'a part of the path is empty.' },
  {
    broken: (name) => name === '.' || name === '..',
    reason: (name) => `"${name}" as a part of the path would leave the target folder; Kestra refuses it.`,
  },
  {
    broken: (name) => name.includes('\\'),
    reason: () => 'Kestra takes "\\" for "/" and would put the file into another folder. Rename it.',
  },
  {
    broken: (name) => name.length > MAX_COMPONENT,
    reason: (name) => `the name has ${name.length} characters, Kestra allows ${MAX_COMPONENT}. Shorten it.`,
  },
  {
    broken: (name) => /\p{Cs}|\uFFFD/u.test(name),
    reason: () => 'the name is not valid UTF-8. Rename the file.',
  },
];

const oldServers: readonly NameRule[] = [
  {
    broken: (name) => /[#?]/.test(name),
    reason: (name) => {
      const mark = /[#?]/.exec(name)![0];
      const stem = name.slice(0, name.search(/[#?]/));
      return `Kestra 1.x drops everything from "${mark}" on when it stores: ${stem}${mark}1 and ${stem}${mark}2 would end up in one place. Rename the file.`;
    },
  },
  {
    broken: (name) => /%(?![\da-f]{2})/i.test(name),
    reason: () => 'Kestra 1.x refuses a "%" that is not followed by two hexadecimal digits. Rename the file.',
  },
  {
    broken: (name) => /%(?:2f|5c|00)/i.test(name) || (/%2e/i.test(name) && /^(?:%2e|\.)+$/i.test(name)),
    reason: () => 'Kestra 1.x resolves escapes when it stores, and this one leads to another folder. Rename the file.',
  },
  {
    broken: (name) => REFUSED.test(name),
    reason: (name) => `Kestra 1.x refuses ${listOf(name.match(new RegExp(REFUSED, 'g'))!)} in a name. Rename the file.`,
  },
  {
    // Java's URI takes letters of any script, but of blanks only the one that arrives as "+".
    broken: (name) => /(?! )\p{Z}/u.test(name),
    reason: (name) =>
      `Kestra 1.x refuses the blank character ${codePoint(/(?! )\p{Z}/u.exec(name)![0])} in a name. Rename the file.`,
  },
];

const REFUSED = /[[\]{}|"<>^`]/;

// Line ends were seen to be kept by 2.0; nobody has seen what becomes of the others.
const control: Readonly<Record<NameRules, RegExp>> = { '1.x': /\p{Cc}/u, '2.x': /(?!\n)\p{Cc}/u };

function problemsOfName(name: string, rules: NameRules): readonly string[] {
  const applied = rules === '1.x' ? [...everywhere, ...oldServers] : everywhere;
  const problems = applied.filter(({ broken }) => broken(name)).map(({ reason }) => reason(name));
  const hidden = control[rules].exec(name)?.[0];
  if (hidden !== undefined)
    problems.push(`the name holds the control character ${codePoint(hidden)}. Rename the file.`);
  return problems;
}

function listOf(found: readonly string[]): string {
  return [...new Set(found)].join(' ');
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
