import { afterEach, describe, expect, it, vi } from 'vitest';
import { environment, namesInJson, referenceSeconds, text } from '#shared/environment.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('the environment of a function', () => {
  it('holds what it asks for and nothing else', () => {
    vi.stubEnv('CASES_TABLE', 'cases');
    vi.stubEnv('GRIDS_TABLE', 'grids');
    expect(environment({ CASES_TABLE: text })).toEqual({ CASES_TABLE: 'cases' });
  });

  it('names every variable that is missing or empty, and none of those that are not asked for', () => {
    vi.stubEnv('CASES_TABLE', '');
    vi.stubEnv('GRIDS_TABLE', undefined);
    expect(() => environment({ CASES_TABLE: text, GRIDS_TABLE: text, CITY: text })).toThrow(
      /^the function's environment lacks CASES_TABLE, GRIDS_TABLE$/,
    );
  });

  it('keeps reference data for a minute unless it says otherwise', () => {
    vi.stubEnv('REFERENCE_SECONDS', undefined);
    expect(environment({ REFERENCE_SECONDS: referenceSeconds })).toEqual({ REFERENCE_SECONDS: 60 });
    vi.stubEnv('REFERENCE_SECONDS', '2');
    expect(environment({ REFERENCE_SECONDS: referenceSeconds })).toEqual({ REFERENCE_SECONDS: 2 });
  });

  it('knows workflows by name', () => {
    vi.stubEnv('WORKFLOW_ARNS', '{"case-lifecycle":"arn:1"}');
    expect(environment({ WORKFLOW_ARNS: namesInJson })).toEqual({
      WORKFLOW_ARNS: { 'case-lifecycle': 'arn:1' },
    });
  });

  it.each(['', 'arn:1', '["arn:1"]', '{"case-lifecycle":""}'])('is refused with the names %s', (arns) => {
    vi.stubEnv('WORKFLOW_ARNS', arns);
    expect(() => environment({ WORKFLOW_ARNS: namesInJson })).toThrow(
      "the function's environment lacks WORKFLOW_ARNS",
    );
  });
});
