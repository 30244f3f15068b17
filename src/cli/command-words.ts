/**
 * The words of a command line as the framework takes them. What it has no way to say: `help COMMAND`, `new` for
 * `scaffold`, and `--fix` and `--changed` without a value.
 */
export function wordsOf(argv: readonly string[]): readonly string[] {
  const [command, ...rest] = argv;
  if (command === 'help') return wordsOf([...rest, '--help']);
  if (command === 'new') return ['scaffold', ...rest];
  if (command !== 'lint' && command !== 'ci') return argv;
  const isValue = (word: string | undefined) => word === 'safe' || word === 'unsafe';
  return argv.map((word, index) => {
    if (word === '--changed') return '--changed=HEAD';
    return command === 'lint' && word === '--fix' && !isValue(argv[index + 1]) ? '--fix=safe' : word;
  });
}
