import { ON_PARTS, type PersonalCommand } from '#domain/case/commands.ts';

type CommandType = PersonalCommand['type'];

/** Commands whose address does not follow from their name. */
const PATHS: { [T in CommandType]?: string } = {
  attach: '/cases/{id}/attachments',
  restart: '/operations/cases/{id}/restart',
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The address at which a command is given, with `{id}` and `{unitId}` where case and part stand. */
export const commandPath = (type: CommandType): string => {
  const own = PATHS[type];
  if (own !== undefined) return own;
  if (!(ON_PARTS as readonly string[]).includes(type)) return `/cases/{id}/${kebab(type)}`;
  // The address says "part" already.
  return `/cases/{id}/parts/{unitId}/${kebab(type.replace(/Part$/, ''))}`;
};
