import { CASE_NUMBER_WRITTEN, caseNumberIn } from '#domain/case/number.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Store } from '#shared/store/store.ts';
import { cases } from '#shared/use-cases/served-process.ts';

/**
 * The id of a case that somebody names by its id or by its number.
 * @throws RejectionError for a number that shows a slip, or that no case has
 */
export const caseIdOf = async (store: Pick<Store, 'numbered'>, named: string): Promise<string> => {
  if (!CASE_NUMBER_WRITTEN.test(named)) return named;
  const number = caseNumberIn(named);
  if (number === undefined) throw new RejectionError(MISTYPED);
  const found = await store.numbered(number);
  if (found?.kind !== cases.definition.kind) throw new RejectionError(cases.unknown(named));
  return found.id;
};

const MISTYPED: Rejection = {
  kind: 'invalid',
  code: 'mistyped-number',
  field: 'id',
  message: {
    'zh-CN': '案件编号有误：末位校验不符；请与受理回执逐位核对。',
    en: 'The case number is mistyped: its last digit does not fit. Compare it with the receipt, digit by digit.',
  },
};
