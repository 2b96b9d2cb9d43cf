import type { RunReport } from './model.js';

/** The report as later steps read it; docs/report.schema.json describes it. */
export function renderJson(report: RunReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
