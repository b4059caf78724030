import { refusedOnSpot } from '#domain/case/on-spot.ts';
import { isWithin, RESPONSIBLE_LEVELS } from '#domain/place/area.ts';
import { categoryLineage, type Policy, severityOf } from '#domain/policy/policy.ts';
import { instantAt } from '#domain/time/instant.ts';

/**
 * The category of least effect: its duty lies with the lowest level, so that a committee sees the test and no department.
 * Undefined when no duty says a level; the centre dispatches then.
 */
export const mildestCategory = (
  { categories, duties }: Pick<Policy, 'categories' | 'duties'>,
  grid: string,
): string | undefined => {
  const heightOf = (category: string): number => {
    for (const code of categoryLineage(category)) {
      const named = duties.filter((duty) => duty.category === code && isWithin(grid, duty.area ?? ''));
      if (named.length === 0) continue;
      return Math.max(
        ...named.map((duty) => ('level' in duty ? RESPONSIBLE_LEVELS.indexOf(duty.level) : 99)),
      );
    }
    return 99;
  };
  const [mildest] = categories
    .map(({ code }) => ({ code, height: heightOf(code) }))
    .sort((a, b) => a.height - b.height);
  return mildest && mildest.height < 99 ? mildest.code : undefined;
};

/** The reason with which a test is struck off: that it was one, where the city's policy has such a reason. */
export const testReason = ({ voidReasons }: Pick<Policy, 'voidReasons'>): string =>
  (voidReasons.find(({ code }) => code === 'testReport') ?? voidReasons[0])?.code ?? '';

/** A category of which a matter may be settled on the spot, without a file if there is one: the preferred one, if it may. */
export const choiceOnSpot = (
  policy: Policy,
  preferred: string,
): { category: string; withFile: boolean } | undefined => {
  const now = instantAt(Date.now());
  for (const withFile of [false, true])
    for (const category of [preferred, ...policy.categories.map(({ code }) => code)]) {
      const matter = { category, severity: severityOf(policy, category), point: true };
      if (!refusedOnSpot(policy, { ...matter, files: withFile ? [true] : [] }, now))
        return { category, withFile };
    }
  return undefined;
};
