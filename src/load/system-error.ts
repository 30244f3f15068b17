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
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'no space left on the disk';
    case 'EDQUOT':
      return 'the disk quota is used up';
    case 'EFBIG':
      return 'it is larger than a file may be here';
    case 'ENOTDIR':
      return 'a part of its path is a file, not a folder';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    default:
      return error.message;
  }
}
