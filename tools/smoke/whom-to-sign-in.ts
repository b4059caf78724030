import type { Role } from '#domain/actor.ts';
import { loadCity } from '../../infra/city.ts';
import { staffRowsOf } from '../city/staff.ts';
import { castOf, type Person } from './cast.ts';

/** Any name that staff.csv does not list. */
const RESIDENT: Person = { account: 'smoke-resident', role: 'resident' };

/** What to tell somebody who has no tokens yet: whose tokens a run takes, and where it is written how to get them. */
export const whomToSignIn = (city: string): string => {
  const { identity } = loadCity(city);
  const staff = staffRowsOf(city).map(
    ({ subject, role, unit, area }): Person => ({
      account: subject,
      role: role as Role,
      ...(unit !== '' && { unit }),
      area,
    }),
  );
  const found = castOf([RESIDENT, ...staff]);
  const whom =
    'cast' in found
      ? Object.values(found.cast)
          .map(
            ({ account, role, unit }: Person) => `  ${account.padEnd(24)}${role}${unit ? ` of ${unit}` : ''}`,
          )
          .join('\n')
      : `  staff.csv lacks ${found.missing.join('; ')}`;
  const from =
    identity.kind === 'oidc'
      ? `issued by ${identity.issuer}, with the account as "${identity.subjectClaim}"`
      : "issued by the city's user pool";
  return `A run takes the tokens of five accounts, ${from}:

${whom}

${RESIDENT.account} stands for any account that staff.csv does not list. Write each token into a file that has the name of its
account, in one folder, and name the folder: npm run smoke -- ${city} --tokens <folder>. docs/go-live.md, section 4, has the
commands.`;
};
