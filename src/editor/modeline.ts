const MODELINE = /^\uFEFF?# *yaml-language-server: *\$schema=(\S+)[^\n]*$/m;

/**
 * The text with a first line that names its schema to yaml-language-server, from where the file lies. A line that is
 * there and names another one is somebody's choice, and stays.
 */
export function withModeline(text: string, schema: string): string {
  if (MODELINE.test(text)) return text;
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${mark}# yaml-language-server: $schema=${schema}${newline}${text.slice(mark.length)}`;
}
