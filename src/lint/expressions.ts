import type { CheckContext } from '../rules/checks/check.js';
import { nearestName } from '../rules/nearest-name.js';
import type { RuleProblem, RuleSetName } from '../rules/verdict.js';
import type { PebbleError } from '../pebble/lexer.js';
import { insteadOf, pebbleNames } from './pebble-names.js';
import type { PebbleUse } from '../pebble/parser.js';
import { spanInScalar } from '../flows/scalar-offsets.js';
import { readingOf, templatesOf } from './templates.js';

/**
 * Expressions that Kestra cannot parse, or that call what it does not have, in every value that it renders. A
 * server says so only when the flow runs.
 */
export function findPebbleProblems({ rules, root, source }: CheckContext): readonly RuleProblem[] {
  return templatesOf(rules, root).flatMap(({ node, path }) => {
    const { uses, error } = readingOf(node);
    const found = [
      ...unknownNames(uses, rules),
      ...(error === undefined ? [] : [{ ...wordsOf(error, node.text), start: error.start, end: error.end }]),
    ];
    return found.map(({ rule, text, hint, start, end }): RuleProblem => {
      const span = spanInScalar(source, node, start, end);
      const target = source === '' ? ({ path, part: 'value' } as const) : { span };
      return { rule, severity: 'warning', text, target, ...(hint === undefined ? {} : { hint }), answer: 'none' };
    });
  });
}

interface Words {
  readonly rule: string;
  readonly text: string;
  readonly hint?: string;
}

interface Placed extends Words {
  readonly start: number;
  readonly end: number;
}

/** Problems reported of one value. */
const MOST = 100;

function unknownNames(uses: readonly PebbleUse[], rules: RuleSetName): readonly Placed[] {
  const found: Placed[] = [];
  for (const use of uses) {
    found.push(...unknownName(use, rules));
    if (found.length === MOST) break;
  }
  return found;
}

function unknownName({ kind, name, start, end }: PebbleUse, rules: RuleSetName): readonly Placed[] {
  const names = pebbleNames(rules)[`${kind}s`];
  if (names.has(name)) return [];
  const near = nearestName(name, names);
  const hint = insteadOf(kind, name) ?? (near === undefined ? RAW : `Did you mean \`${near}\`?`);
  return [
    {
      rule: `pebble-unknown-${kind}`,
      text: `Expressions of Kestra ${rules} have no ${kind} "${name}".`,
      hint,
      start,
      end,
    },
  ];
}

const RAW =
  'If this belongs to another language, put it between `{% raw %}` and `{% endraw %}` on one line, or between `{% verbatim %}` and `{% endverbatim %}`.';

function wordsOf(error: PebbleError, text: string): Words {
  const rule = error.kind === 'unknown-tag' ? 'pebble-unknown-tag' : 'pebble-syntax';
  const { what } = error;
  switch (error.kind) {
    case 'unclosed-print':
    case 'unclosed-tag': {
      const close = what === '{{' ? '}}' : '%}';
      return {
        rule,
        text: `The expression begins with ${what} and has no ${close}: Kestra cannot render it.`,
        hint: RAW,
      };
    }
    case 'unclosed-comment': {
      const inShell = text[error.start - 1] === '$';
      const why = inShell ? 'Inside ${#…}, {# begins' : '{# begins';
      return { rule, text: `${why} a comment for Kestra, and #} is missing.`, hint: RAW };
    }
    case 'unclosed-verbatim':
      return { rule, text: 'The block {% verbatim %} has no {% endverbatim %}.' };
    case 'unclosed-block':
      return { rule, text: `The block {% ${what} %} has no {% end${what} %}.` };
    case 'unclosed-bracket':
      return { rule, text: `In this expression "${what}" is not closed.` };
    case 'unclosed-quote':
      return { rule, text: `In this expression a quote (${what}) is not closed.` };
    case 'empty':
      return { rule, text: 'This expression is empty: Kestra cannot render it.', hint: RAW };
    case 'unexpected':
      return { rule, text: `Kestra cannot parse this expression: "${what}" is not expected here.`, hint: RAW };
    case 'unknown-tag':
      return unknownTag(rule, what, text);
  }
}

function unknownTag(rule: string, tag: string, text: string): Words {
  if (tag === 'raw' && text.includes('endraw')) {
    const hint = 'Use `{% verbatim %}` and `{% endverbatim %}`.';
    return { rule, text: 'Kestra takes {% raw %} and {% endraw %} on one line only.', hint };
  }
  if (/^(end|else)/.test(tag)) return { rule, text: `Kestra cannot parse {% ${tag} %}: no block is open here.` };
  return { rule, text: `Kestra's expressions have no tag {% ${tag} %}.`, hint: RAW };
}
