import { resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { readRegularFile } from '../files/regular-file.js';
import type { TransportOptions } from '../kestra/transport.js';
import type { Run } from './run.js';

/** All certificates of an operating system are a quarter of this. */
const MAX_PEM_BYTES = 1_048_576;

export interface TlsInputs {
  readonly server: string;
  readonly caCertificate: string | undefined;
  readonly clientCertificate: string | undefined;
  readonly clientKey: string | undefined;
}

/**
 * The certificates and the key of the inputs, each given as PEM text or as the path of a PEM file.
 * @throws UsageError naming the inputs that are neither
 */
export function readTlsInputs(inputs: TlsInputs, run: Run): Pick<TransportOptions, 'ca' | 'client'> {
  const { caCertificate, clientCertificate, clientKey, server } = inputs;
  const given = { caCertificate, clientCertificate, clientKey };
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`\`${name}\``]));
  if (names.length > 0 && server.startsWith('http://'))
    run.notice(`${names.join(', ')}: without effect, since \`server\` begins with http://.`);
  const problems: string[] = [];
  const read = (name: keyof typeof given, what: 'CERTIFICATE' | 'PRIVATE KEY') => {
    const text = given[name] === undefined ? undefined : pemOf(given[name], run.context.workspace);
    if (text === undefined || new RegExp(`-----BEGIN [A-Z ]*${what}-----`).test(text)) return text;
    problems.push(`\`${name}\` is neither the text nor the path of a PEM file with a ${what.toLowerCase()}.`);
    return undefined;
  };
  const ca = read('caCertificate', 'CERTIFICATE');
  const certificate = read('clientCertificate', 'CERTIFICATE');
  const key = read('clientKey', 'PRIVATE KEY');
  if (problems.length > 0)
    throw new UsageError(problems, 'A PEM text begins with -----BEGIN …-----; a path is relative to the workspace.');
  if (key !== undefined) run.runner.mask([key]);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined || key === undefined ? {} : { client: { certificate, key } }),
  };
}

function pemOf(given: string, workspace: string): string {
  if (given.includes('-----BEGIN')) return given;
  try {
    return readRegularFile(resolve(workspace, given), MAX_PEM_BYTES)?.toString('utf8') ?? '';
  } catch {
    return '';
  }
}
