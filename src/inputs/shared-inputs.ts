import { headers } from './headers.js';
import type { Input, Output } from './input.js';
import { serverUrl } from './server-url.js';
import { boolean, choice, identifier, integer, lines, tenant, text } from './readers.js';

/** The server of an action that cannot do without one. */
export const serverInput = {
  server: {
    reader: serverUrl,
    description:
      'Address of your Kestra server, also with a path prefix. Without a scheme `https://` is meant (`http://` for localhost).',
    example: 'https://kestra.example.com',
    required: true,
  },
} as const satisfies Record<string, Input>;

/** Inputs that all three actions have. */
export const connectionInputs = {
  tenant: {
    reader: tenant,
    description: 'Tenant (Enterprise Edition). Open Source knows only `main`.',
    example: 'production',
    default: 'main',
  },
  apiToken: {
    reader: text,
    description: 'API token (Enterprise Edition). Wins over `user` and `password`.',
    example: '${{ secrets.KESTRA_API_TOKEN }}',
    secret: true,
  },
  user: {
    reader: text,
    description: 'User name for basic authentication.',
    example: '${{ secrets.KESTRA_USER }}',
  },
  password: {
    reader: text,
    description: 'Password for basic authentication.',
    example: '${{ secrets.KESTRA_PASSWORD }}',
    secret: true,
  },
  headers: {
    reader: headers,
    description: 'Extra request headers, one `Name: value` per line, for access proxies. The values are masked.',
    example: 'CF-Access-Client-Id: ${{ secrets.CF_ID }}',
    secret: true,
  },
  caCertificate: {
    reader: text,
    description: 'Certificate of your own authority: PEM text, or path of a PEM file. Trusted beside the usual ones.',
    example: '${{ vars.KESTRA_CA_CERTIFICATE }}',
  },
  clientCertificate: {
    reader: text,
    description: 'Certificate for a server that asks for one (mutual TLS): PEM text, or path of a PEM file.',
    example: '${{ vars.KESTRA_CLIENT_CERTIFICATE }}',
  },
  clientKey: {
    reader: text,
    description: 'Private key of `clientCertificate`, without passphrase: PEM text, or path of a PEM file.',
    example: '${{ secrets.KESTRA_CLIENT_KEY }}',
    secret: true,
  },
  waitForServer: {
    reader: integer(0, 3600),
    description: 'Seconds to wait for a server that is still starting.',
    example: '120',
    default: '0',
  },
  timeout: {
    reader: integer(1, 3600),
    description: 'Seconds that one request may take.',
    example: '60',
    default: '30',
  },
  retries: {
    reader: integer(0, 20),
    description:
      'Repeats after a connection failure or a status 408, 425, 429, 502, 503 or 504, where a repeat is safe.',
    example: '5',
    default: '3',
  },
  concurrency: {
    reader: integer(1, 64),
    description: 'Maximum concurrent requests.',
    example: '4',
    default: '8',
  },
} as const satisfies Record<string, Input>;

/** The comment in the pull request. */
const commentInputs = {
  comment: {
    reader: choice('false', 'true', 'on-change', 'on-failure'),
    description:
      'One pull-request comment, updated in place: `true`; `on-change`: only when there is something to say; `on-failure`: only when the step fails. Needs `pull-requests: write`.',
    example: 'on-failure',
    default: 'false',
  },
  commentId: {
    reader: identifier,
    description: 'Keeps the comments of several steps apart, and stands below their headings.',
    example: 'billing',
    default: 'default',
  },
  githubToken: {
    reader: text,
    description: 'Token for the comment and for looking up changed files.',
    example: '${{ secrets.GITHUB_TOKEN }}',
    default: '${{ github.token }}',
    secret: true,
  },
} as const satisfies Record<string, Input>;

/** How a run is reported; all three actions have these. */
export const reportingInputs = {
  ...commentInputs,
  annotations: {
    reader: boolean,
    description: 'Put findings on the lines of the files.',
    example: 'false',
    default: 'true',
  },
  summary: {
    reader: boolean,
    description: 'Write the job summary.',
    example: 'false',
    default: 'true',
  },
  kestractlVersion: {
    reader: text,
    description:
      'Accepted and ignored, so that workflows of the official actions run unchanged: nothing is downloaded.',
    example: '1.0.0',
  },
} as const satisfies Record<string, Input>;

/** Outputs that all three actions have. */
export const reportingOutputs = {
  failureReason: {
    description: 'Why the step failed, one word of a closed list (docs/failure-reasons.md); empty on success.',
  },
  commentBody: { description: 'Markdown of the pull-request comment, whether it was posted or not.' },
  report: { description: 'Path of the JSON report.' },
} as const satisfies Readonly<Record<string, Output>>;

/** Which flow files an action takes. */
export const flowFileInputs = {
  directory: {
    reader: lines,
    description: 'Folder of the flows (with its subfolders) or a single file; several, one per line.',
    example: './kestra/flows',
    default: './',
  },
  include: {
    reader: lines,
    description:
      'Globs relative to the directory, one per line, in order: `!glob` takes back. Hidden files and folders are skipped.',
    example: 'billing/**/*.yaml',
    default: '**/*.yml\n**/*.yaml',
  },
  exclude: {
    reader: lines,
    description: 'Globs of files to leave out, one per line, relative to the directory; `!glob` takes back.',
    example: 'drafts/**',
  },
} as const satisfies Record<string, Input>;
