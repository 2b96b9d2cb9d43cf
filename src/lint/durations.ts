/** What was meant by a duration as people write it: `5m`, `1h 30min`, `90 seconds`, `00:05:00`, `P1W`. */
export function suggestedDuration(text: string): string | undefined {
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text.trim());
  if (clock !== null) return written({ H: clock[1], M: clock[2], S: clock[3] });
  const weeks = /^P(\d+)W$/i.exec(text.trim());
  if (weeks !== null) return `P${Number(weeks[1]) * 7}D`;
  const parts: Partial<Record<Unit, string>> = {};
  const rest = text.trim().replace(PART, (_, number: string, unit: string) => {
    const letter = UNITS.get(unit.toLowerCase().replace(/s$/, '')) ?? UNITS.get(unit.toLowerCase());
    if (letter === undefined || parts[letter] !== undefined) return '!';
    parts[letter] = number;
    return '';
  });
  return rest === '' ? written(parts) : undefined;
}

const PART = /(\d+)\s*([A-Za-z]+)[\s,]*/g;
type Unit = 'D' | 'H' | 'M' | 'S';
const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['d', 'D'],
  ['day', 'D'],
  ['h', 'H'],
  ['hr', 'H'],
  ['hour', 'H'],
  ['m', 'M'],
  ['min', 'M'],
  ['minute', 'M'],
  ['s', 'S'],
  ['sec', 'S'],
  ['second', 'S'],
]);

function written(parts: Partial<Record<Unit, string | undefined>>): string | undefined {
  const part = (unit: Unit): string => (Number(parts[unit] ?? 0) === 0 ? '' : `${Number(parts[unit])}${unit}`);
  const time = `${part('H')}${part('M')}${part('S')}`;
  const days = part('D');
  return time === '' && days === '' ? undefined : `P${days}${time === '' ? '' : `T${time}`}`;
}
