/** What a command is for, in the order in which a newcomer meets it; the root help lists commands by it. */
export const COMMAND_GROUPS = {
  write: 'WRITE A FLOW',
  check: 'CHECK IT ON THIS MACHINE',
  cluster: 'BRING IT TO A CLUSTER',
  watch: 'SEE WHAT HAPPENS THERE',
  tools: 'EDITORS AND SHELLS',
} as const;

export type CommandGroup = keyof typeof COMMAND_GROUPS;
