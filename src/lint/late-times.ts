import type { ScalarNode } from '../flows/tree.js';
import type { LintContext } from '../rules/checks/check.js';
import type { RuleProblem } from '../rules/verdict.js';
import { suggestedDuration } from './durations.js';
import { type LateTime, typedValues } from './typed-values.js';
import { isLateTime } from './zoned-times.js';

/**
 * Durations and dates that Kestra renders before it reads them: it stores any text, and the task fails when
 * it runs. Judged where they are constants; a number is seconds.
 */
export function findWrongTimes({ rules, root, reported }: LintContext): readonly RuleProblem[] {
  const known = new Set(reported.map(({ target }) => JSON.stringify(target)));
  return typedValues(rules, root).flatMap(({ node, path, late }): readonly RuleProblem[] => {
    if (late === undefined || isOpen(node)) return [];
    const words = wordsFor(node.text, late);
    const target = { path, part: 'value' } as const;
    if (words === undefined || known.has(JSON.stringify(target))) return [];
    return [{ rule: 'wrong-value', severity: 'warning', target, answer: 'none', ...words }];
  });
}

/** Null, numbers, and what may become anything when it is rendered or read as JSON. */
function isOpen({ value, text }: ScalarNode): boolean {
  return typeof value !== 'string' || text.trim() === '' || /\{[{%#]/.test(text) || /^\s*(["[{]|null\b)/.test(text);
}

const LATE = 'Kestra stores it, and what it belongs to fails when it runs.';

function wordsFor(text: string, { java, property }: LateTime): Pick<RuleProblem, 'text' | 'hint'> | undefined {
  const isDuration = java === 'java.time.Duration';
  const number = /^\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(\s+\S[^]*)?$/.exec(text);
  if (number !== null && !(isDuration && number[2] !== undefined)) return undefined;
  const write = isDuration ? suggestedDuration(text) : undefined;
  const hint = write === undefined ? LATE : `Write ${write}.`;
  if (number !== null) {
    return { text: `"${property}" is "${text}": Kestra reads the number alone, as ${number[1]} seconds.`, hint };
  }
  if (isLateTime(java, text)) return undefined;
  const wanted = FORMS[java] ?? 'of another form';
  return {
    text: `"${property}" must be ${wanted}, but it is the text "${text}".`,
    hint: write === undefined ? LATE : `${hint} ${LATE}`,
  };
}

const FORMS: Readonly<Record<string, string>> = {
  'java.time.Duration': 'a duration such as PT1H30M',
  'java.time.Instant': 'a date with time and offset such as 2026-01-31T09:00:00Z',
  'java.time.ZonedDateTime': 'a date with time and offset such as 2026-01-31T09:00:00Z',
  'java.time.LocalDate': 'a date such as 2026-01-31',
  'java.time.LocalTime': 'a time such as 09:00:00',
  'java.time.OffsetTime': 'a time with an offset such as 09:00:00Z',
};
