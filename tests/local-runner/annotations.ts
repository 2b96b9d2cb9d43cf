export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly title?: string;
  readonly message: string;
}

/** The annotations that a log makes, decoded as the runner decodes them. */
export function annotationsIn(log: string): readonly Annotation[] {
  const found: Annotation[] = [];
  for (const line of log.split(/\r?\n/)) {
    const command = /^::(error|warning|notice)(?: (.*?))?::(.*)$/.exec(line);
    if (command === null) continue;
    const properties = Object.fromEntries(
      (command[2] ?? '').split(',').map((pair) => {
        const [name, ...value] = pair.split('=');
        return [name, unescape(value.join('='))];
      }),
    ) as Readonly<Record<string, string | undefined>>;
    found.push({
      level: command[1] as Annotation['level'],
      message: unescape(command[3]!),
      ...(properties['file'] === undefined ? {} : { file: properties['file'] }),
      ...(properties['line'] === undefined ? {} : { line: Number(properties['line']) }),
      ...(properties['col'] === undefined ? {} : { column: Number(properties['col']) }),
      ...(properties['title'] === undefined ? {} : { title: properties['title'] }),
    });
  }
  return found;
}

function unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
