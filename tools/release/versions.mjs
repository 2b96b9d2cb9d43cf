/** "v1.2.3" in numbers; undefined for everything else, pre-releases and variants among it. */
export function parseTag(tag) {
  const match = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(tag);
  return match === null ? undefined : match.slice(1).map(Number);
}

/** Whether a release is the newest of its major among all tags: only then the tag of the major moves. */
export function isNewestOfMajor(tag, tags) {
  const own = parseTag(tag);
  const others = tags.map(parseTag).filter((version) => version !== undefined && version[0] === own[0]);
  return others.every((other) => compare(own, other) >= 0);
}

function compare(one, other) {
  return one[1] - other[1] || one[2] - other[2];
}
