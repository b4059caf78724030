import { describe, expect, it } from 'vitest';
import { CASE_STATES } from '../../functions/operators/states.ts';
import { readWorkflow } from './workflow.ts';

describe('the states that operators are told', () => {
  it('are those to which the workflow goes by each step of a case', () => {
    const { Choices = [] } = readWorkflow('case-lifecycle').States['Where does the case stand'] ?? {};
    expect(CASE_STATES).toEqual(
      Object.fromEntries(Choices.map(({ StringEquals, Next }) => [StringEquals, Next])),
    );
  });
});
