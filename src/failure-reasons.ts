/** What a reason says in a heading, and what it means to somebody who writes a workflow. */
interface ReasonWords {
  /** In a heading behind "Flows not deployed: ", when the failure itself has no better words. */
  readonly short: string;
  /** For docs/failure-reasons.md. Markdown. */
  readonly meaning: string;
}

const reasons = {
  inputs: {
    short: 'the inputs are wrong',
    meaning: 'An input is missing, wrong, or does not go together with another one. Nothing was sent.',
  },
  files: {
    short: 'the files cannot be used',
    meaning: 'No file matches, or a file cannot be read, is too large, or lies outside the workspace.',
  },
  history: {
    short: 'the Git history is not enough',
    meaning: '`prune: removed` cannot tell what the repository once held, for example after a shallow checkout.',
  },
  findings: {
    short: 'there are findings',
    meaning: 'A flow is invalid, or has a finding that fails the step by `failOn` or `strictReferences`.',
  },
  names: {
    short: 'the server would store names wrongly',
    meaning: 'Names of files that the server would refuse or store wrongly, or two files with one target.',
  },
  conflict: {
    short: 'something exists there and differs',
    meaning: 'Something exists on the server and differs, and `override` is `false`.',
  },
  deletions: {
    short: 'the plan deletes too much',
    meaning: 'The plan deletes more than `maxDelete`, or something that is still needed on the server.',
  },
  plan: {
    short: 'the plan is another one by now',
    meaning: '`planDigest` is not the digest of the plan: files or server changed since it was reviewed.',
  },
  unauthorized: {
    short: 'the credentials were refused',
    meaning: 'The server refused the credentials (401).',
  },
  forbidden: {
    short: 'a permission is missing',
    meaning: 'The credentials are right, but a permission is missing (403).',
  },
  unreachable: {
    short: 'the server is not available',
    meaning:
      'No connection, no answer in time, too many requests, or a gateway in trouble (429, 502, 503, 504), also when asked again. Running the step again may help.',
  },
  protocol: {
    short: 'the answer was not Kestra’s',
    meaning: 'Something answered that is not Kestra, or not what Kestra promises: a login page, a redirect.',
  },
  server: {
    short: 'a request to the server failed',
    meaning: 'Any other status that is no success.',
  },
  incomplete: {
    short: 'not everything was deployed',
    meaning: 'Some flows or files could not be written, others were; or a file read back is not what was sent.',
  },
  'rolled-back': {
    short: 'the changes were undone',
    meaning: 'Something could not be written, and `onError: rollback` put back all that the run had changed.',
  },
  'rollback-incomplete': {
    short: 'not all changes could be undone',
    meaning: 'Something could not be written, and not everything could be put back: look at the server.',
  },
  cancelled: {
    short: 'the run was cancelled',
    meaning: 'The job was cancelled or ran out of time. What was under way was finished, nothing new began.',
  },
  bug: {
    short: 'a bug in the action',
    meaning: 'An unexpected error: please report it.',
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;

/** Why a run failed: the output `failureReason`, a closed list. */
export type FailureReason = keyof typeof reasons;

export const FAILURE_REASONS: Readonly<Record<FailureReason, ReasonWords>> = reasons;
