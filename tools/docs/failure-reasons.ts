import { FAILURE_REASONS } from '../../src/failure-reasons.js';
import { table } from './tables.js';

/** docs/failure-reasons.md: the closed list behind the output `failureReason`. */
export function renderFailureReasons(): string {
  const rows = Object.entries(FAILURE_REASONS).map(([reason, { meaning }]) => [`\`${reason}\``, meaning]);
  return `# Why a step failed

Generated from src/failure-reasons.ts by \`npm run docs\`.

The output \`failureReason\` of all three actions is one of these words, or empty when the step succeeded. The list is closed: a new word comes with a
new major version only. The same word is \`failure.reason\` in the JSON report.

${table(['reason', 'meaning'], rows)}
## Acting on it

\`\`\`yaml
- uses: <owner>/<repo>/deploy-flows@v1
  id: deploy
  continue-on-error: true
  with:
    directory: ./kestra/flows
    server: \${{ vars.KESTRA_URL }}
    apiToken: \${{ secrets.KESTRA_API_TOKEN }}
- if: steps.deploy.outputs.failureReason == 'unreachable'
  run: echo "Kestra is down for maintenance; the next push deploys."
- if: steps.deploy.outputs.failureReason != '' && steps.deploy.outputs.failureReason != 'unreachable'
  run: exit 1
\`\`\`
`;
}
