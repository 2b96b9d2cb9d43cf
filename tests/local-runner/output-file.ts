/** What a step wrote into GITHUB_OUTPUT: `name=value` lines and `name<<DELIMITER` blocks. */
export function parseOutputFile(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const block = /^([^=<]+)<<(.+)$/.exec(lines[index]!);
    if (block !== null) {
      const end = lines.indexOf(block[2]!, index + 1);
      outputs[block[1]!] = lines.slice(index + 1, end).join('\n');
      index = end;
      continue;
    }
    const pair = /^([^=]+)=(.*)$/.exec(lines[index]!);
    if (pair !== null) outputs[pair[1]!] = pair[2]!;
  }
  return outputs;
}
