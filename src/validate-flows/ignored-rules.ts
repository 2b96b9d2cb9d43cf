import { ruleIds, ruleOf } from '../findings/rules/all-rules.js';
import type { InputReader } from '../inputs/input.js';
import { lines } from '../inputs/readers.js';
import { nearestName } from '../rules/nearest-name.js';
import type { IgnoredRule } from '../validation/silence.js';

/** Rules that are not to be reported: `rule-id` or `rule-id: glob`, one per line. */
export const ignoredRules: InputReader<readonly IgnoredRule[]> = {
  kind: 'rules, one per line',
  allowed: '`rule-id` or `rule-id: glob`, one per line',
  read: (given) => {
    const reading = lines.read(given);
    if (!('value' in reading)) return reading;
    const ignored = reading.value.map((line): IgnoredRule => {
      const [, rule = line, glob] = /^([^:\s]+)\s*:\s*(.+)/.exec(line) ?? [];
      return { rule, glob };
    });
    const unknown = ignored.find(({ rule }) => ruleOf(rule) === undefined);
    if (unknown === undefined) return { value: ignored };
    const meant = nearestName(unknown.rule, ruleIds());
    return {
      problem: `names no rule with "${unknown.rule}"${meant === undefined ? '' : ` – did you mean "${meant}"?`}`,
    };
  },
};
