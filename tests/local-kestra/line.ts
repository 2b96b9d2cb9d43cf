/** What a line of Kestra does in its own way, as measured on servers of it. */
export interface Line {
  readonly name: '1.0' | '1.1' | '1.2' | '1.3' | '2.0';
  /**
   * "plain" (1.0, 1.1): namespace files are what lies on the disk. "versioned": a table knows their names and
   * revisions, the disk keeps the bytes.
   */
  readonly fileStorage: 'plain' | 'versioned';
  /** How a name becomes the place of its bytes: read as a URI up to 1.3.30, taken as it is from 1.3.31 on. */
  readonly objectNames: 'uri' | 'literal';
  /** A blank in the path of a file becomes "+", up to 1.3. */
  readonly blankAsPlus: boolean;
  /** "\" separates folders like "/": all lines but 1.2. */
  readonly backslashSeparates: boolean;
  /** What a path component of more than 255 characters gets. */
  readonly longName: 'not-found' | 'internal-error' | 'illegal-argument';
  /** `updated` of flows, from 1.3 on. */
  readonly flowsHaveDate: boolean;
  /** What PUT of a flow says to an `Accept` without JSON: 406 on 1.0 and 2.0, 415 on the lines between. */
  readonly updateRefusesForeignAccept: 406 | 415;
  /** The types that a validation names as allowed when `Accept` leaves out JSON. */
  readonly validateAllowsForForeignAccept: readonly string[];
}

const JSON_TYPE = 'application/json';
const FORM = 'multipart/form-data';

/** The line of a version, e.g. "1.2.14"; versions older than 1.0 behave as 1.0, newer than 2.0 as 2.0. */
export function lineOf(version: string): Line {
  const [major = 1, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  const isAtLeast = (x: number, y: number, z = 0): boolean =>
    major !== x ? major > x : minor !== y ? minor > y : !(patch < z);
  const name = isAtLeast(2, 0)
    ? '2.0'
    : isAtLeast(1, 3)
      ? '1.3'
      : isAtLeast(1, 2)
        ? '1.2'
        : isAtLeast(1, 1)
          ? '1.1'
          : '1.0';
  return {
    name,
    fileStorage: isAtLeast(1, 2) ? 'versioned' : 'plain',
    objectNames: isAtLeast(1, 3, 31) ? 'literal' : 'uri',
    blankAsPlus: name !== '2.0',
    backslashSeparates: name !== '1.2',
    longName: isAtLeast(1, 3) ? 'illegal-argument' : name === '1.2' ? 'internal-error' : 'not-found',
    flowsHaveDate: isAtLeast(1, 3),
    updateRefusesForeignAccept: name === '1.0' || name === '2.0' ? 406 : 415,
    validateAllowsForForeignAccept: name === '2.0' ? [FORM] : name === '1.3' ? [JSON_TYPE, FORM] : [JSON_TYPE],
  };
}
