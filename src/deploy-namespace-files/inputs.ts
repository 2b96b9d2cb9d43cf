import type { ActionSpec } from '../inputs/input.js';
import { deploymentInputs } from '../inputs/deployment-inputs.js';
import { boolean, choice, fileName, lines, namespace, text } from '../inputs/readers.js';
import { connectionInputs, reportingInputs, reportingOutputs, serverInput } from '../inputs/shared-inputs.js';
import { sourceLines } from './sources.js';

/** The contract of deploy-namespace-files: action.yml and the README's tables are generated from it. */
export const deployNamespaceFilesSpec = {
  name: 'deploy-namespace-files',
  title: 'Deploy Kestra namespace files',
  description: 'Upload a file or the contents of a folder to a Kestra namespace, byte for byte.',
  icon: 'folder-plus',
  inputs: {
    localPath: {
      reader: sourceLines,
      description:
        'A file, or a folder whose contents go to `namespacePath`. Several, one per line; `sql => queries` puts one of them below `namespacePath/queries`, `sql => /queries` below the root of the namespace.',
      example: './config',
      default: './',
    },
    namespacePath: {
      reader: text,
      description: 'Target folder (`/` is the root of the namespace), or the target file when `localPath` is a file.',
      example: 'config',
      required: true,
    },
    namespace: {
      reader: namespace,
      description: 'Namespace that gets the files.',
      example: 'company.team',
      required: true,
    },
    keepFolderName: {
      reader: boolean,
      description:
        'Put a folder below its own name: `config` to `namespacePath/config`. Lines of `localPath` with a target of their own stay as they are.',
      example: 'true',
      default: 'false',
    },
    includeHidden: {
      reader: boolean,
      description: 'Also files and folders whose name begins with ".". Never `.git`.',
      example: 'true',
      default: 'false',
    },
    override: {
      reader: boolean,
      description:
        'Overwrite files that exist. `false`: an existing file that differs is an error and nothing is written; an identical one is unchanged.',
      example: 'true',
      default: 'false',
    },
    include: {
      reader: lines,
      description: 'Globs relative to `localPath`, one per line, in order: `!glob` takes back what a line above takes.',
      example: '**/*.sql',
      default: '**',
    },
    exclude: {
      reader: lines,
      description: 'Globs of files to leave out, one per line, relative to `localPath`; `!glob` takes back.',
      example: '**/*.md',
    },
    ignoreFile: {
      reader: fileName,
      description:
        'Name of files that keep others out, in any folder: the syntax of .gitignore. Empty: there are none.',
      example: '.uploadignore',
      default: '.kestraignore',
      mayBeEmpty: true,
    },
    ...deploymentInputs,
    prune: {
      reader: choice('false', 'removed', 'all'),
      description:
        '`removed`: delete files that this repository once held in `localPath` and holds nowhere any more; Git history is the record, so actions/checkout needs `fetch-depth: 0`. What was edited on the server is kept, with a warning. `all`: delete every file below the target folders that is not in `localPath`. Folders that get empty go as well.',
      example: 'removed',
      default: 'false',
    },
    verify: {
      reader: boolean,
      description: 'Read every written file back and compare.',
      example: 'true',
      default: 'false',
    },
    ...serverInput,
    ...connectionInputs,
    ...reportingInputs,
  },
  outputs: {
    changed: {
      description:
        '`true` when anything changed on the server – also by a write that failed afterwards, or that was not undone – or with `dryRun` would; else `false`.',
    },
    created: { description: 'Number of files created.' },
    updated: { description: 'Number of files updated.' },
    unchanged: { description: 'Number of files that were identical on the server.' },
    deleted: { description: 'Number of files deleted.' },
    failed: { description: 'Number of files that could not be uploaded.' },
    planDigest: {
      description: 'Digest of the plan of a dry run, to deploy exactly it later; empty when there was none.',
    },
    bytes: { description: 'Number of bytes uploaded.' },
    ...reportingOutputs,
  },
} as const satisfies ActionSpec;
