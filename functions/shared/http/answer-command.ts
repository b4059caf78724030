import { type GivenCommand, giveCommand } from '../cases/give-command.ts';
import type { Receipt } from '../cases/receipt.ts';
import type { Asked, Services } from './operation.ts';

/** Gives a command on a case in the caller's name and answers where the case stands after it. */
export const answerCommand = async (
  { repeatable, seenVersion }: Pick<Asked, 'repeatable' | 'seenVersion'>,
  { db, reference, now }: Services,
  id: string,
  command: GivenCommand,
): Promise<{ body: Receipt; version: number }> => {
  const given = await giveCommand({ db, reference, now: now() }, id, command, repeatable, seenVersion);
  return { body: given, version: given.version };
};
