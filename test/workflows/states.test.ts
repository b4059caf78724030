import { describe, expect, it } from 'vitest';
import { STATES } from '../../functions/operators/list-executions.ts';
import lifecycle from '../../workflows/case-lifecycle.asl.json' with { type: 'json' };

describe('the states that operators are told', () => {
  it('are states of the lifecycle workflow', () => {
    expect(Object.keys(lifecycle.States)).toEqual(expect.arrayContaining(Object.values(STATES)));
  });
});
