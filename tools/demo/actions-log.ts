/**
 * Prints a step's log as the GitHub Actions page shows it: groups as headings, commands as coloured lines.
 */
export class ActionsLog {
  readonly #print: (line: string) => void;
  #rest = '';
  #depth = 0;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#line(line);
  }

  end(): void {
    if (this.#rest !== '') this.#line(this.#rest);
    this.#rest = '';
  }

  #line(line: string): void {
    const command = /^::(\w[\w-]*)(?: [^:]*)?::(.*)$/.exec(line.replace(/\r$/, ''));
    if (command === null) return this.#print('  '.repeat(this.#depth + 1) + line);
    const [, name, message] = command;
    const text = decodeURIComponent(message!.replace(/%(?!(25|0A|0D)\b)/g, '%25')).replaceAll('\n', '\n    ');
    if (name === 'group') {
      this.#print(`  ▾ ${text}`);
      this.#depth = 1;
    } else if (name === 'endgroup') this.#depth = 0;
    else if (name === 'error') this.#print(`  \u001b[31mError: ${text}\u001b[0m`);
    else if (name === 'warning') this.#print(`  \u001b[33mWarning: ${text}\u001b[0m`);
    else if (name === 'notice') this.#print(`  \u001b[34mNotice: ${text}\u001b[0m`);
  }
}
