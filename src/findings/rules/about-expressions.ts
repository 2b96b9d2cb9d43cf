import { logging, PLAIN, type Rule } from './rule.js';

const says = (text: string) => PLAIN.replace('message: Hello', `message: ${text}`);

/** Expressions, what a newer Kestra changes, and silencing. Kestra finds none of it before the flow runs. */
export const RULES_ABOUT_EXPRESSIONS = {
  'pebble-syntax': {
    meaning: 'Kestra cannot parse the expression: the task fails when it runs.',
    fix: 'Correct it; put text of another language between `{% raw %}` and `{% endraw %}`.',
    severity: 'warning',
    example: says('"{{ inputs.name }"'),
    fixed: says('"{{ inputs.name }}"'),
  },
  'pebble-unknown-tag': {
    meaning: 'The expressions of Kestra have no such tag.',
    fix: 'Correct its name; put text of another language between `{% raw %}` and `{% endraw %}`.',
    severity: 'warning',
    example: says('"{% unless a %}b{% endunless %}"'),
    fixed: says('"{% if not a %}b{% endif %}"'),
  },
  'pebble-unknown-function': {
    meaning: 'The expressions of this Kestra have no such function.',
    fix: 'Correct its name.',
    severity: 'warning',
    example: says('"{{ secrets(\'KEY\') }}"'),
    fixed: says('"{{ secret(\'KEY\') }}"'),
  },
  'pebble-unknown-filter': {
    meaning: 'The expressions of this Kestra have no such filter.',
    fix: 'Correct its name.',
    severity: 'warning',
    example: says('"{{ vars.name | upperCase }}"'),
    fixed: says('"{{ vars.name | upper }}"'),
  },
  'pebble-unknown-test': {
    meaning: 'The expressions of this Kestra have no such test behind `is`.',
    fix: 'Correct its name.',
    severity: 'warning',
    example: says('"{{ vars.count is odds }}"'),
    fixed: says('"{{ vars.count is odd }}"'),
  },
  'changed-in-2.0': {
    meaning: 'Kestra 2.0 takes this and does something else with it than 1.3, or fails when it runs.',
    fix: 'See the message.',
    severity: 'warning',
    versions: 'since 2.0',
    example: says('"{{ schedule.date }}"'),
    fixed: says('"{{ trigger.date }}"'),
    by: { rules: '2.0' },
  },
  'unused-ignore': {
    meaning:
      'A comment `# kestra-ignore: …` silences nothing: there is no such finding here, or it is one that cannot be silenced.',
    fix: 'Remove the comment, or correct the name of the rule.',
    severity: 'notice',
    example: logging('# kestra-ignore: deprecated because\n'),
    fixed: PLAIN,
  },
} as const satisfies Record<string, Rule>;
