import { describe, expect, it } from 'vitest';
import { caseLifecyclePaths } from './case-lifecycle-paths.ts';
import { jointHandlingPaths } from './joint-handling-paths.ts';
import { executionId, id, type Path, silence, taskToken, type Walk, walk } from './path.ts';
import { readWorkflow, statesOf, transitionsOf } from './workflow.ts';

const tables = [
  { name: 'case-lifecycle', paths: caseLifecyclePaths },
  { name: 'joint-handling', paths: jointHandlingPaths },
] as const;

describe.each(tables)('$name', ({ name, paths }) => {
  const workflow = readWorkflow(name);
  const walks = new Map<Path, Promise<Walk>>();
  const walkOnce = (path: Path): Promise<Walk> => {
    const begun = walks.get(path) ?? walk(workflow, path.answers);
    walks.set(path, begun);
    return begun;
  };
  /** One after the other: all walks share the fake clock. */
  const collect = async (what: (seen: Walk) => Iterable<string>): Promise<string[]> => {
    const found = new Set<string>();
    for (const path of paths) for (const one of what(await walkOnce(path))) found.add(one);
    return [...found].sort();
  };

  it.each(paths)('$name', async (path) => {
    const seen = await walkOnce(path);
    expect(seen.visits).toEqual(path.visits);
    expect(seen.branches).toEqual(path.branches ?? []);
    expect(seen.error).toBe(path.error);
    expect(seen.transitions).toBe(path.transitions);
    expect(seen.unusedAnswers).toEqual([]);
    const reasons = seen.calls
      .filter(({ payload }) => payload.task === 'park')
      .map(({ payload }) => payload.reason);
    expect(reasons).toEqual(path.reasons ?? []);
  });

  it('has no state that the paths above leave out', async () => {
    const visited = await collect((seen) => [...seen.visits, ...seen.branches.flat()]);
    expect(visited).toEqual(
      statesOf(workflow)
        .map(([state]) => state)
        .sort(),
    );
  });

  it('has no way from state to state that the paths above leave out', async () => {
    expect(await collect((seen) => seen.walked)).toEqual([...transitionsOf(workflow)].sort());
  });
});

const lifecycle = readWorkflow('case-lifecycle');
const joint = readWorkflow('joint-handling');

describe('what the tasks are told', () => {
  const kind = 'case';

  it('is the id of the case, and for a wait its name and its token: not whose it is, which the case says', async () => {
    const seen = await walk(lifecycle, {
      'Take up the case': [{ step: 'handling', wait: 'stage#7', guardSeconds: 60 }],
      'Wait for the result': [silence, { step: 'closed', wait: 'stage#8', guardSeconds: 60 }],
      'Check the clock': [{ step: 'handling', wait: 'stage#8', guardSeconds: 60 }],
    });
    expect(seen.calls.map(({ payload }) => payload)).toEqual([
      { task: 'takeUp', kind, id },
      { task: 'openWait', kind, id, wait: 'stage#7', taskToken },
      { task: 'checkClock', kind, id, wait: 'stage#7' },
      { task: 'openWait', kind, id, wait: 'stage#8', taskToken },
    ]);
  });

  it('names the wait of a part', async () => {
    const unit = '320613-lawFirm';
    const [first, raised] = [`part#${unit}#3`, `part#${unit}#4`];
    const seen = await walk(joint, {
      'Read the parts': [{ branches: [{ unit, wait: first, guardSeconds: 60 }] }],
      [`Wait for the part/${unit}`]: [silence, { unit, wait: raised, guardSeconds: 60, done: true }],
      [`Check the clock of the part/${unit}`]: [{ unit, wait: raised, guardSeconds: 60, done: false }],
    });
    expect(seen.calls.map(({ payload }) => payload)).toEqual([
      { task: 'readBranches', kind, id },
      { task: 'openWait', kind, id, wait: first, taskToken },
      { task: 'checkClock', kind, id, wait: first },
      { task: 'openWait', kind, id, wait: raised, taskToken },
    ]);
  });

  it('starts the nested execution with the id of the case and a link to its parent', async () => {
    const seen = await walk(lifecycle, {
      'Take up the case': [
        { step: 'joint', wait: 'stage#1', guardSeconds: 60 },
        { step: 'closed', wait: 'stage#2', guardSeconds: 60 },
      ],
      'Handle jointly': [{ Status: 'SUCCEEDED', Output: {} }],
    });
    expect(seen.calls[1]).toEqual({
      state: 'Handle jointly',
      payload: { id, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: executionId },
    });
  });

  it('keeps only the standing from an answer, whatever else the task says', async () => {
    const seen = await walk(lifecycle, {
      'Take up the case': [
        { step: 'closed', wait: 'stage#2', guardSeconds: 60, reporterPhone: '13800000000' },
      ],
    });
    expect(seen.output).toEqual({ id, case: { step: 'closed', wait: 'stage#2', guardSeconds: 60 } });
  });
});

describe('the guard of a wait', () => {
  it('rings when the seconds of the standing are over, and not before', async () => {
    const seen = await walk(lifecycle, {
      'Take up the case': [{ step: 'acknowledgement', wait: 'stage#1', guardSeconds: 7500 }],
      'Wait for acknowledgement': [silence],
      'Check the clock': [{ step: 'closed', wait: 'stage#2', guardSeconds: 60 }],
    });
    expect(seen.seconds).toBe(7500);
  });

  it('runs anew from the standing that the clock answers', async () => {
    const seen = await walk(lifecycle, {
      'Take up the case': [{ step: 'acknowledgement', wait: 'stage#1', guardSeconds: 7500 }],
      'Wait for acknowledgement': [silence, silence],
      'Check the clock': [
        { step: 'acknowledgement', wait: 'stage#2', guardSeconds: 86_400 },
        { step: 'closed', wait: 'stage#3', guardSeconds: 60 },
      ],
    });
    expect(seen.seconds).toBe(7500 + 86_400);
  });
});

describe('what it costs', () => {
  it('takes 11 transitions from report to closing, of the 12 that a case may take', async () => {
    const normalLife = caseLifecyclePaths[0];
    expect(normalLife?.name).toBe('a case that goes well from report to closing');
    expect(normalLife?.transitions).toBe(11);
  });
});
