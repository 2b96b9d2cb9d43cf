import type { ActionSpec } from '../inputs/input.js';
import { boolean, fileName, lines, namespace, text } from '../inputs/readers.js';
import { connectionInputs, reportingInputs, reportingOutputs, serverInput } from '../inputs/shared-inputs.js';

/** The contract of deploy-namespace-files: action.yml and the README's tables are generated from it. */
export const deployNamespaceFilesSpec = {
  name: 'deploy-namespace-files',
  title: 'Deploy Kestra namespace files',
  description: 'Upload a file or the contents of a folder to a Kestra namespace, byte for byte.',
  icon: 'folder-plus',
  inputs: {
    localPath: {
      reader: text,
      description: 'A file, or a folder whose contents go to `namespacePath`. Hidden files and folders are skipped.',
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
    ...serverInput,
    ...connectionInputs,
    ...reportingInputs,
  },
  outputs: {
    changed: { description: '`true` when a file was created or updated, else `false`.' },
    created: { description: 'Number of files created.' },
    updated: { description: 'Number of files updated.' },
    unchanged: { description: 'Number of files that were identical on the server.' },
    deleted: { description: 'Number of files deleted; always 0, this version deletes nothing.' },
    failed: { description: 'Number of files that could not be uploaded.' },
    bytes: { description: 'Number of bytes uploaded.' },
    ...reportingOutputs,
  },
} as const satisfies ActionSpec;
