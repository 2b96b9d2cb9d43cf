import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { readFlows } from '../../../src/validation/check-flows.js';
import { silence, type SilenceContext } from '../../../src/validation/silence.js';

const flowsOf = (rule: string) =>
  readFlows([{ path: 'a.yml', text: `id: a\nnamespace: b\ntasks: [] # kestra-ignore: ${rule}\n` }]).flows;
const at = (startLine: number, rule: string, severity: Finding['severity'] = 'warning'): Finding => ({
  severity,
  rule,
  message: 'x',
  origin: 'local',
  file: 'a.yml',
  range: { startLine, startColumn: 1, endLine: startLine, endColumn: 2 },
});
const unused = (rule: string, findings: readonly Finding[], context?: SilenceContext) =>
  silence(findings, flowsOf(rule), [], context).findings.filter((finding) => finding.rule === 'unused-ignore');

describe('a comment that silences nothing', () => {
  test('is unused in a flow that is valid', () => {
    expect(unused('deprecated', [])).toHaveLength(1);
  });

  test('may be right where something is refused', () => {
    expect(unused('deprecated', [at(1, 'unknown-type', 'error')])).toEqual([]);
  });

  test('about the refusal itself, or about no rule, is wrong nevertheless', () => {
    expect(unused('unknown-type', [at(3, 'unknown-type', 'error')])).toHaveLength(1);
    expect(unused('deprecatd', [at(1, 'unknown-type', 'error')])).toHaveLength(1);
  });

  test('about an upgrade is unused only where an upgrade was judged', () => {
    expect(unused('upgrade-unknown-type', [])).toEqual([]);
    expect(unused('upgrade-unknown-type', [], { isUpgradeJudged: true })).toHaveLength(1);
  });

  test('about a finding that another one replaced is used', () => {
    const context = { isUpgradeJudged: true, superseded: [at(3, 'deprecated')] };
    expect(unused('deprecated', [at(3, 'upgrade-unknown-type')], context)).toEqual([]);
  });
});
