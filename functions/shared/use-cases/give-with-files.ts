import type { CaseCommand } from '#domain/case/commands.ts';
import type { FileRef } from '#domain/process/process.ts';
import type { FileServices } from '../files/services.ts';
import type { Repeatable } from '../store/remembered.ts';
import { broughtFiles, type GivenFile } from './brought-files.ts';
import { giveCommand } from './give-command.ts';
import type { Given } from './given.ts';
import type { Receipt } from './receipt.ts';
import type { SeenVersion } from './seen-version.ts';
import { cases } from './served-process.ts';

interface GivingWithFiles {
  services: FileServices;
  id: string;
  /** The files that the command brings, and the field that names them. */
  given: readonly GivenFile[];
  field: string;
  /** The command, once it is known what the files are. */
  command: (files: FileRef[]) => CaseCommand;
  request: Repeatable;
  seenVersion: SeenVersion | undefined;
}

/**
 * Gives a person's command that brings files. Requests besides those of `giveCommand`: two for each file, one to look at it
 * and, when nothing refuses the command, one to put it to the case.
 * @throws what `giveCommand` throws; FileUsed, FilesUnavailable
 */
export const giveWithFiles = ({
  services,
  id,
  given,
  field,
  command,
  request,
  seenVersion,
}: GivingWithFiles): Promise<Given<Receipt>> => {
  const brought = broughtFiles(services, { owner: request.subject, given, field });
  return giveCommand({
    services,
    to: cases,
    id,
    command: command([]),
    complete: async () => command(await brought.look()),
    beforehand: () => brought.keep(id),
    request,
    seenVersion,
  });
};
