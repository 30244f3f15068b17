/** An error of the operating system, as Node throws it. */
export interface SystemError extends Error {
  readonly code: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** What the operating system said, in words; its own words for codes that are rarely met. */
export function systemReason(error: SystemError): string {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ELOOP':
      return 'its symbolic links go in a circle';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOENT':
      return 'it is gone';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    default:
      return error.message;
  }
}
