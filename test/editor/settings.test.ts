import { describe, expect, it } from 'vitest';
import { withModeline } from '../../src/editor/modeline.ts';
import { neovimSettings } from '../../src/editor/neovim.ts';

const SCHEMAS = new Map([["./it's/manifest.schema.json", ['*.yaml']]]);
const BLOCK = `-- argoflow schema: begin
vim.lsp.config('yamlls', {
  settings = {
    yaml = {
      schemas = {
        ['./it\\'s/manifest.schema.json'] = { '*.yaml' },
      },
    },
  },
})
-- argoflow schema: end
`;

describe('settings of Neovim', () => {
  it('are written where there are none', () => {
    expect(neovimSettings(undefined, SCHEMAS)).toBe(BLOCK);
  });

  it('go behind what is there', () => {
    expect(neovimSettings('vim.o.number = true', SCHEMAS)).toBe(`vim.o.number = true\n\n${BLOCK}`);
  });

  it('take the place of those of an earlier run, and of nothing else', () => {
    const before = `-- mine\n${BLOCK.replace("'*.yaml'", "'*.yml'")}vim.o.number = true\n`;
    expect(neovimSettings(before, SCHEMAS)).toBe(`-- mine\n${BLOCK}vim.o.number = true\n`);
  });

  it('are written once', () => {
    const once = neovimSettings('-- mine\n', SCHEMAS);
    expect(neovimSettings(once, SCHEMAS)).toBe(once);
  });
});

describe('a line for yaml-language-server', () => {
  it.each([
    ['kind: Sensor\n', '# yaml-language-server: $schema=./a.json\nkind: Sensor\n'],
    ['# mine\r\nkind: Sensor\r\n', '# yaml-language-server: $schema=./a.json\r\n# mine\r\nkind: Sensor\r\n'],
    ['\uFEFFkind: Sensor\n', '\uFEFF# yaml-language-server: $schema=./a.json\nkind: Sensor\n'],
    ['', '# yaml-language-server: $schema=./a.json\n'],
  ])('goes in front of %j', (before, after) => {
    expect(withModeline(before, './a.json')).toBe(after);
    expect(withModeline(after, './a.json')).toBe(after);
  });

  it('that names another schema stays', () => {
    const text = '# mine\n# yaml-language-server: $schema=https://example.com/x.json\nkind: Sensor\n';
    expect(withModeline(text, './a.json')).toBe(text);
  });
});
