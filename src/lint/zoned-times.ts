import { isZone } from '../rules/checks/times.js';
import { readDate, parseDuration } from '../rules/reading/times.js';
import { Refusal } from '../rules/reading/refusal.js';
import type { ScalarNode } from '../flows/tree.js';

/** Whether Kestra's mapper reads a text as this class of `java.time`. True for classes that are not known. */
export function isLateTime(java: string, text: string): boolean {
  const trimmed = text.trim();
  switch (java) {
    case 'java.time.Duration':
      return parseDuration(trimmed) !== undefined;
    case 'java.time.ZonedDateTime':
      return isZonedDateTime(trimmed);
    case 'java.time.OffsetTime':
      return isOffsetTime(trimmed);
    case 'java.time.Instant':
      return isInstant(trimmed);
    case 'java.time.LocalDate':
    case 'java.time.LocalTime':
      return canBeRead(java, trimmed);
    default:
      return true;
  }
}

const TIME = String.raw`(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)`;
const ZONED = new RegExp(
  String.raw`^(\d{4}-\d\d-\d\d)T${TIME}(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)(?:\[([^\]]+)\])?$`,
  'i',
);
const OFFSET_TIME = new RegExp(String.raw`^${TIME}(Z|[+-]\d\d(?::\d\d)?(?::\d\d)?)$`, 'i');

function isZonedDateTime(text: string): boolean {
  const [match, date, time, offset, zone] = ZONED.exec(text) ?? [];
  if (match === undefined) return false;
  return (
    canBeRead('java.time.LocalDate', date!) &&
    canBeRead('java.time.LocalTime', time!) &&
    isOffset(offset!) &&
    (zone === undefined || isZone(zone))
  );
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d(?::\d\d)?)$/i;

function isInstant(text: string): boolean {
  const [match, date, time, offset] = INSTANT.exec(text) ?? [];
  if (match === undefined) return false;
  const isTime = canBeRead('java.time.LocalTime', time!) || /^24:00:00(?:\.0+)?$/.test(time!);
  return canBeRead('java.time.LocalDate', date!) && isTime && isOffset(offset!);
}

function isOffsetTime(text: string): boolean {
  const [match, time, offset] = OFFSET_TIME.exec(text) ?? [];
  return match !== undefined && canBeRead('java.time.LocalTime', time!) && isOffset(offset!);
}

function isOffset(text: string): boolean {
  return /^z$/i.test(text) || isZone(text);
}

function canBeRead(java: string, text: string): boolean {
  const node: ScalarNode = { kind: 'scalar', style: 'plain', text, value: text, span: { start: 0, end: 0 } };
  try {
    readDate(java, node, []);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
