/**
 * The tests that another Node may answer otherwise: those that start the built program, and those of the rooms at the
 * rim, which talk to Node's files, network, threads, streams and WebAssembly. What stands between them takes data and
 * gives data: it is tried once, on the oldest Node, and here through the program.
 */
export const NODE_TESTS: readonly string[] = [
  ...[
    'ci',
    'cli',
    'cluster',
    'conformance',
    'docs',
    'doctor',
    'engine',
    'flow-test',
    'follow',
    'house',
    'install',
    'load',
    'port-forward',
    'test-event',
  ].map((folder) => `test/${folder}/**/*.test.ts`),
  'test/*.test.ts',
  'test/lint/templates.test.ts',
  'test/payloads/choice.test.ts',
  'test/rbac/command.test.ts',
  'test/scaffold/write.test.ts',
];
