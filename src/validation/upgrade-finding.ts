import type { Finding } from '../findings/finding.js';
import type { RuleSetName } from '../rules/verdict.js';

/**
 * What a newer Kestra says, as a finding of today: in our own words only, since this version does not say it
 * and there is nothing to compare with.
 */
export function upgradeFinding({ original, ...finding }: Finding, to: RuleSetName): Finding {
  const rule = `upgrade-${finding.rule}`;
  if (original === undefined) return { ...finding, rule };
  // "A sentence" within another one; a name in quotes stays as it is.
  const message = finding.message.replace(/^[A-Z](?=[a-z\s])/, (letter) => letter.toLowerCase());
  return { ...finding, rule, message: `Kestra ${to} will refuse this: ${message}` };
}
