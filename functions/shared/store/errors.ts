/** Somebody else's change came first: read the process again and decide anew. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** The same request is being answered, or has been, a moment ago. */
export class RepeatedRequest extends Error {
  override readonly name = 'RepeatedRequest';
}

/** The same key came before with another request. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/** A file was used before, for this case or another. */
export class FileUsed extends Error {
  override readonly name = 'FileUsed';
}

/** The city is deployed, but nothing has been imported into it yet. */
export class NotImported extends Error {
  override readonly name = 'NotImported';
}
