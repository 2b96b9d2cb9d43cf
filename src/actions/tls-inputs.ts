import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../errors.js';
import type { TransportOptions } from '../kestra/transport.js';
import type { Run } from './run.js';

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
export async function readTlsInputs(inputs: TlsInputs, run: Run): Promise<Pick<TransportOptions, 'ca' | 'client'>> {
  const { caCertificate, clientCertificate, clientKey, server } = inputs;
  const given = { caCertificate, clientCertificate, clientKey };
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`\`${name}\``]));
  if (names.length > 0 && server.startsWith('http://'))
    run.notice(`${names.join(', ')}: without effect, since \`server\` begins with http://.`);
  const problems: string[] = [];
  const read = async (name: keyof typeof given, what: 'CERTIFICATE' | 'PRIVATE KEY') => {
    const text = given[name] === undefined ? undefined : await pemOf(given[name], run.context.workspace);
    if (text === undefined || new RegExp(`-----BEGIN [A-Z ]*${what}-----`).test(text)) return text;
    problems.push(`\`${name}\` is neither the text nor the path of a PEM file with a ${what.toLowerCase()}.`);
    return undefined;
  };
  const ca = await read('caCertificate', 'CERTIFICATE');
  const certificate = await read('clientCertificate', 'CERTIFICATE');
  const key = await read('clientKey', 'PRIVATE KEY');
  if (problems.length > 0)
    throw new UsageError(problems, 'A PEM text begins with -----BEGIN …-----; a path is relative to the workspace.');
  if (key !== undefined) run.runner.mask([key]);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined || key === undefined ? {} : { client: { certificate, key } }),
  };
}

async function pemOf(given: string, workspace: string): Promise<string> {
  if (given.includes('-----BEGIN')) return given;
  return readFile(resolve(workspace, given), 'utf8').catch(() => '');
}
