import type { Finding } from '../findings/finding.js';

/** Why a file or folder that could hold flows was not read; the adapter fits structurally (src/files). */
export type Unreadable =
  | { readonly problem: 'not-utf8'; readonly line: number; readonly column: number }
  | { readonly problem: 'too-large'; readonly megabytes: number; readonly most: number }
  | { readonly problem: 'unreadable' | 'dangling' | 'outside'; readonly code?: string | undefined };

/** The one finding about a path of which nothing else can be judged. */
export function unreadableFile(file: string, why: Unreadable): Finding {
  const { startLine, startColumn } =
    why.problem === 'not-utf8' ? { startLine: why.line, startColumn: why.column } : { startLine: 1, startColumn: 1 };
  const range = { startLine, startColumn, endLine: startLine, endColumn: startColumn };
  return { severity: 'error', origin: 'local', file, range, ...wordsOf(why, file) };
}

/** A byte of a name that is not UTF-8 is read as this. */
const REPLACEMENT = '\uFFFD';

function wordsOf(why: Unreadable, file: string): Pick<Finding, 'rule' | 'message' | 'hint'> {
  const code = 'code' in why && why.code !== undefined ? ` (${why.code})` : '';
  switch (why.problem) {
    case 'not-utf8':
      return {
        rule: 'not-utf8',
        message: 'The file is no UTF-8 text: other bytes begin here.',
        hint: 'Save it as UTF-8.',
      };
    case 'too-large':
      return {
        rule: 'file-too-large',
        message: `The file is too large for a flow: ${why.megabytes} MB, at most ${why.most} MB are read.`,
        hint: 'Use `exclude` if it is no flow.',
      };
    case 'unreadable':
      if (file.includes(REPLACEMENT)) {
        return {
          rule: 'file-unreadable',
          message: 'The name of this path is not UTF-8 text, so nothing in it was judged.',
          hint: 'Rename it, or leave it out with `exclude`.',
        };
      }
      return {
        rule: 'file-unreadable',
        message: `This cannot be read${code}, so nothing in it was judged.`,
        hint: 'Change its permissions, or leave it out with `exclude`.',
      };
    case 'dangling':
      return {
        rule: 'link-dangling',
        message: `This symbolic link leads nowhere${code}: there is no file to judge.`,
        hint: 'Repair or remove the link, or leave it out with `exclude`.',
      };
    case 'outside':
      return {
        rule: 'link-outside',
        message: 'This symbolic link leads outside the workspace, where no file is read.',
        hint: 'Replace the link by a copy of the file, or leave it out with `exclude`.',
      };
  }
}
