import { UsageError } from '../errors.js';
import { readCredentials, refuseHalfCertificate, refuseWithoutServer } from '../inputs/connection.js';
import type { InputTable, InputValues } from '../inputs/input.js';
import { readInputs } from '../inputs/read-inputs.js';
import type { Run } from './run.js';

/**
 * The inputs of an action.
 * @throws UsageError with everything that is wrong, credentials that do not fit together too
 */
export function readActionInputs<I extends InputTable>(table: I, run: Run): InputValues<I> {
  const raw = (name: string) => run.runner.input(name);
  const errors: UsageError[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      errors.push(error);
      return undefined;
    }
  };
  const report = attempt(() => readInputs(table, raw));
  const text = (name: string) => raw(name).trim() || undefined;
  attempt(() => refuseHalfCertificate(text('clientCertificate'), text('clientKey')));
  const credentials = { apiToken: text('apiToken'), user: text('user'), password: text('password') };
  if (raw('server').trim() !== '') attempt(() => readCredentials(credentials));
  else if (table['server']?.required === undefined)
    attempt(() => refuseWithoutServer(credentials, raw('requireServer').trim().toLowerCase() === 'true'));
  if (errors.length > 0 || report === undefined) {
    throw new UsageError(
      errors.flatMap(({ problems }) => problems),
      errors.find(({ hint }) => hint !== undefined)?.hint,
    );
  }
  for (const notice of report.notices) run.notice(notice);
  return report.values;
}
