import type { RunReport } from './model.js';
import { withoutAddress } from './without-address.js';

/**
 * The report as later steps read it; docs/report.schema.json describes it. The server's address, which may be
 * a secret, is not in it.
 */
export function renderJson(report: RunReport, kestraUrl?: string): string {
  return `${JSON.stringify(withoutAddress(report, kestraUrl), null, 2)}\n`;
}
