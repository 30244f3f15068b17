/**
 * An instant (RFC 3339 in UTC) as Go's Time.String() writes it: `2026-01-02 03:04:05.000123456 +0000 UTC`.
 * Source: go1.26 src/time/format.go (String).
 */
export function goTimeText(utc: string): string {
  const match = /^(\S{10})T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(utc);
  if (match === null) return utc;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  return `${match[1]} ${match[2]}${fraction === '' ? '' : `.${fraction}`} +0000 UTC`;
}

/** An instant as Go's JSON writes a time: no trailing zeros in the fraction. */
export function goTimeJson(utc: string): string {
  return utc.replace(/\.(\d*?)0+Z$/, (_, digits: string) => (digits === '' ? 'Z' : `.${digits}Z`));
}
