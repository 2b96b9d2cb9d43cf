/** Stryker's report, as far as it is read here (schema: mutation-testing-report-schema). */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** Lines and columns count from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A mistake that no test found. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** `<text of the source> → <what was put there>`. */
  readonly change: string;
  /** The line on which the change starts. */
  readonly sourceLine: string;
  /** The same change is made at another place of the file too. */
  readonly repeated: boolean;
}

export interface Score {
  readonly reached: number;
  readonly found: number;
}

const FOUND = ['Killed', 'Timeout'];

export function scoreOf(report: MutationReport): Score {
  const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const found = statuses.filter((status) => FOUND.includes(status)).length;
  return { reached: found + statuses.filter((status) => status === 'Survived').length, found };
}

/** In the order of files and lines. */
export function survivorsOf(report: MutationReport): readonly Survivor[] {
  const files = Object.entries(report.files).sort(([one], [other]) => (one < other ? -1 : 1));
  return files.flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    const changes = mutants.map((mutant) => changeOf(lines, mutant));
    return mutants
      .map(({ status, location: { start } }, index) => ({ status, start, change: changes[index] ?? '' }))
      .filter(({ status }) => status === 'Survived')
      .sort((one, other) => one.start.line - other.start.line || one.start.column - other.start.column)
      .map(({ start, change }) => ({
        file,
        line: start.line,
        change,
        sourceLine: inOneLine(lines[start.line - 1] ?? ''),
        repeated: changes.filter((each) => each === change).length > 1,
      }));
  });
}

function changeOf(lines: readonly string[], { location: { start, end }, replacement = '' }: Mutant): string {
  const last = (lines[end.line - 1] ?? '').slice(0, end.column - 1);
  const original = [...lines.slice(start.line - 1, end.line - 1), last].join('\n').slice(start.column - 1);
  return `${shortened(original)} → ${shortened(replacement)}`;
}

/** Long texts are known by how they begin and end. */
function shortened(text: string): string {
  const line = inOneLine(text);
  return line.length <= 80 ? line : inOneLine(`${line.slice(0, 50)} … ${line.slice(-25)}`);
}

export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
