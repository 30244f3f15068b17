/** A gjson path that does not say what it seems to say, and what was most likely meant. */
export interface SuspiciousPath {
  readonly message: string;
  readonly meant?: string;
}

/** Source: github.com/tidwall/gjson SYNTAX.md. */
export function suspiciousPath(path: string): SuspiciousPath | undefined {
  if (/^\$(?:\.|\[|$)/.test(path)) {
    const meant = plainIndexes(path.replace(/^\$\.?/, '')).replace(/^\./, '');
    return { message: `"${path}" begins with the "$" of JSONPath, which is a key here`, ...given(meant) };
  }
  if (path.startsWith('.')) {
    return { message: `"${path}" begins with a dot, so its first key is empty`, ...given(path.slice(1)) };
  }
  if (/^[\w.-]+\[(?:\d+|'[^']*'|"[^"]*")\]/.test(path)) {
    return {
      message: `"${path}" has an index in brackets, which are part of the key here`,
      meant: plainIndexes(path),
    };
  }
  if (/\.-\d+(?:\.|$)/.test(path)) {
    return { message: `"${path}" has a negative index, and lists are not counted from their end` };
  }
  if (/^[\w.-]+(?:,\s*[\w.-]+)+$/.test(path)) {
    return { message: `"${path}" is one path with a comma in a key, not several paths`, meant: `[${path}]` };
  }
  const label = /^(?<head>(?:.*\.)?(?:labels|annotations)\.)(?<name>(?:[\w-]+\.)+[\w-]+\/[\w.-]+)$/.exec(
    path,
  )?.groups;
  if (label?.['head'] !== undefined && label['name'] !== undefined) {
    const meant = label['head'] + label['name'].replaceAll('.', '\\.');
    return { message: `each dot of "${label['name']}" begins another key`, meant };
  }
  return undefined;
}

function plainIndexes(path: string): string {
  return path.replace(/\[['"]?([^\]'"]*)['"]?\]/g, '.$1');
}

function given(meant: string): { meant: string } | undefined {
  return meant === '' ? undefined : { meant };
}
