import { stringify } from 'yaml';
import { accepts, type Acceptance } from './accepted.js';
import { scoreOf, survivorsOf, type MutationReport, type Score, type Survivor } from './survivors.js';

export interface Verdict {
  readonly score: Score;
  readonly accepted: number;
  /** Survivors that no entry names. */
  readonly open: readonly Survivor[];
  /** Entries that name no survivor of the files that ran, or a file that is gone. */
  readonly outdated: readonly Acceptance[];
}

export function judge(
  report: MutationReport,
  acceptances: readonly Acceptance[],
  isThere: (sourceFile: string) => boolean,
): Verdict {
  const survivors = survivorsOf(report);
  const open = survivors.filter((survivor) => !acceptances.some((each) => accepts(each, survivor)));
  const outdated = acceptances.filter(
    (each) =>
      (each.file in report.files || !isThere(each.file)) && !survivors.some((survivor) => accepts(each, survivor)),
  );
  return { score: scoreOf(report), accepted: survivors.length - open.length, open, outdated };
}

/** What is open, ready to be pasted into the file of its room; what is outdated; and the line of figures. */
export function renderVerdict({ score: { reached, found }, accepted, open, outdated }: Verdict): string {
  const files = [...new Set(open.map(({ file }) => file))];
  const figures = `${reached} reached, ${found} found (${percent(found, reached)})`;
  return [
    ...files.map((file) => `${file}:\n${entriesOf(open.filter((each) => each.file === file)).join('')}`),
    ...outdated.map(({ file, change, at }) => {
      const where = at === undefined ? '' : ` (at: ${at})`;
      return `No longer a survivor, remove it from the accepted ones: ${file}: ${change}${where}\n`;
    }),
    `${figures}, ${accepted} accepted, ${open.length} open\n`,
  ].join('\n');
}

/** One entry is enough for the same change twice on a line. */
function entriesOf(open: readonly Survivor[]): readonly string[] {
  return [...new Set(open.map(renderOpen))];
}

function renderOpen({ line, change, sourceLine, repeated }: Survivor): string {
  const entry = [{ change, ...(repeated ? { at: sourceLine } : {}), why: '' }];
  return `  # line ${line}: ${sourceLine}\n${stringify(entry, { lineWidth: 0, singleQuote: true }).replace(/^(?=.)/gm, '  ')}`;
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? '100.0' : ((100 * part) / whole).toFixed(1)} %`;
}
