import type { Mistake } from './mistake.js';

/** Secrets that show, and reports that do not. */
export const aboutSecrets: readonly Mistake[] = [
  {
    what: 'of a secret that holds another one the rest shows in the report',
    file: 'src/actions/redact.ts',
    from: '.sort((a, b) => b.length - a.length)',
    to: '.sort((a, b) => a.length - b.length)',
    foundBy: ['tests/unit/actions/redact.test.ts'],
  },
  {
    what: 'of a secret that holds another one the rest shows in an error',
    file: 'src/kestra/redact.ts',
    from: '.sort((a, b) => b.length - a.length)',
    to: '.sort((a, b) => a.length - b.length)',
    foundBy: ['tests/contract/secrets.test.ts'],
  },
  {
    what: 'the values of `headers` are not masked',
    file: 'src/github/masks.ts',
    from: '...lines.map(headerValue)]',
    to: ']',
    foundBy: ['tests/unit/github/masks.test.ts', 'tests/bundles/secrets.test.ts'],
    named: 'mask|header|good run|form',
  },
  {
    what: 'what goes over the wire for user and password is not masked',
    file: 'src/actions/run-action.ts',
    from: ", ...basicSecret(raw('user'), raw('password'))]",
    to: ']',
    foundBy: ['tests/bundles/secrets.test.ts'],
    named: 'a good run',
  },
  {
    what: 'a secret that stands in a flow is repeated in the report',
    file: 'src/actions/run-action.ts',
    from: 'const redact = redactor(secrets);',
    to: 'const redact = redactor(secrets.slice(secrets.length));',
    foundBy: ['tests/bundles/secrets.test.ts'],
    named: 'in a file',
  },
  {
    what: 'a value of a secret input stands in the message about it',
    file: 'src/inputs/read-inputs.ts',
    from: 'const value = input.secret ? ',
    to: 'const value = !input.secret ? ',
    foundBy: ['tests/unit/inputs/read-inputs.test.ts'],
  },
  {
    what: 'a comment of somebody else that copies our first line is edited',
    file: 'src/github/comment.ts',
    from: 'marked.find(({ login }) => sameAccount(login, author))',
    to: 'marked.find(({ login }) => login !== author || sameAccount(login, author))',
    foundBy: ['tests/unit/github/comment.test.ts'],
  },
  {
    what: 'a step that failed ends green',
    file: 'src/actions/run-action.ts',
    from: 'if (report.failure !== undefined) runner.fail',
    to: "if (report.failure?.reason === 'bug') runner.fail",
    foundBy: ['tests/bundles/validate-flows.test.ts'],
    named: 'all wrong inputs',
  },
  {
    what: 'a failed run writes no outputs',
    file: 'src/actions/publish.ts',
    from: 'runner.outputs({ ...how.outputs, failureReason, commentBody })',
    to: "failureReason === '' ? runner.outputs({ ...how.outputs, failureReason, commentBody }) : undefined",
    foundBy: ['tests/bundles/reporting.test.ts'],
    named: 'failureReason',
  },
];
