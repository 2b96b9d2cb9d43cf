import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { renderSarif } from '../../../src/report/sarif.js';
import { finding, validation } from './reports.js';

const DOCS = 'https://example.com/docs';

const findings = [
  finding({ severity: 'warning', rule: 'of-nobody', message: 'See [this](https://evil.example).' }),
  finding({ rule: 'of-nobody', flow: { namespace: 'n', id: 'i' }, afterLine: 1, hint: 'Do.' }),
  finding({ rule: 'of-nobody', flow: { namespace: 'n', id: 'i' } }),
  finding({ severity: 'notice', rule: 'other', file: 'sub/b c.yml', range: undefined } as Partial<Finding>),
];
const repositories = [{ folder: 'sub' }];

/**
 * By its fingerprint code scanning knows an alert again: where one changes, the alert is closed and another
 * one opened, which nobody has dismissed.
 */
test('a log of SARIF', () => {
  const result = (
    ruleIndex: number,
    level: string,
    text: string,
    uri: string,
    fingerprint: string,
    ends = [3, 5, 3, 11],
  ) => ({
    ruleId: ['of-nobody', 'other'][ruleIndex],
    ruleIndex,
    level,
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
          region: { startLine: ends[0], startColumn: ends[1], endLine: ends[2], endColumn: ends[3] },
        },
      },
    ],
    partialFingerprints: { 'kestraFinding/v1': fingerprint },
  });
  const rule = (id: string, name: string, level: string) => ({
    id,
    name,
    shortDescription: { text: `Kestra: ${id}` },
    fullDescription: { text: `Kestra: ${id}. Found in the YAML of a Kestra flow.` },
    help: { text: `What a flow may look like: ${DOCS}` },
    helpUri: DOCS,
    defaultConfiguration: { level },
  });
  const text = renderSarif(validation(findings), DOCS, { repositories });
  expect(JSON.parse(text)).toEqual({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Kestra flows',
            version: '1.2.3',
            semanticVersion: '1.2.3',
            informationUri: DOCS,
            rules: [rule('of-nobody', 'OfNobody', 'error'), rule('other', 'Other', 'note')],
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        results: [
          result(
            0,
            'warning',
            'See [this] (https://evil.example).',
            'flows/a.yml',
            '9a1806eb0cd501e847a971b7b5f7e8dd:1',
          ),
          result(
            0,
            'error',
            'Unknown property "mesage". Kestra stops at line 1 before it comes to this. Do.',
            'flows/a.yml',
            '16cba4b9d83d222f16aab23d0768d4aa:1',
          ),
          result(0, 'error', 'Unknown property "mesage".', 'flows/a.yml', '16cba4b9d83d222f16aab23d0768d4aa:2'),
          result(
            1,
            'note',
            'Unknown property "mesage".',
            'b%20c.yml',
            '85c897246af6a51f39dd9028d00ddbe3:1',
            [1, 1, 1, 2],
          ),
        ],
      },
    ],
  });
  expect(text.endsWith('\n}\n')).toBe(true);
});
