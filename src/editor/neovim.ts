import type { SchemaFiles } from './vscode.ts';

/** Neovim reads it in the working folder, when `exrc` is set and the file is trusted (`:help exrc`). */
export const NEOVIM_SETTINGS = '.nvim.lua';

const BEGIN = '-- argoflow schema: begin';
const END = '-- argoflow schema: end';

/**
 * Settings of Neovim in which yaml-language-server has these schemas; what stands outside of argoflow's lines stays.
 * From 0.11 on, `vim.lsp.config` merges them into the server's other settings.
 *
 * @param before The settings as they are; undefined when there are none.
 */
export function neovimSettings(before: string | undefined, schemas: SchemaFiles): string {
  const lines = [...schemas].map(
    ([path, files]) => `        [${quoted(path)}] = { ${files.map(quoted).join(', ')} },`,
  );
  const block = [
    BEGIN,
    "vim.lsp.config('yamlls', {",
    '  settings = {',
    '    yaml = {',
    '      schemas = {',
    ...lines,
    '      },',
    '    },',
    '  },',
    '})',
    END,
  ].join('\n');
  if (before === undefined || before.trim() === '') return `${block}\n`;
  const start = before.indexOf(BEGIN);
  const end = before.indexOf(END, start);
  if (start === -1 || end === -1) return `${before.replace(/\n*$/, '\n\n')}${block}\n`;
  return before.slice(0, start) + block + before.slice(end + END.length);
}

/** A string of Lua (manual, 3.1). */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
