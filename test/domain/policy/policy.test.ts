import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ResponsibleLevel } from '#domain/place/area.ts';
import {
  CLOCKED_STAGES,
  type ClockedStage,
  categoryLineage,
  dutyArea,
  floorOf,
  hasCategory,
  jointTemplate,
  limitFor,
  type Policy,
  type PolicyFault,
  parentCategory,
  readPolicy,
  rungsFor,
  type Severity,
} from '#domain/policy/policy.ts';
import type { Limit } from '#domain/time/limit.ts';
import { policy, policyInput, policyWith, roads } from '../builders.ts';

/** A copy of the canonical policy with one place overwritten; `undefined` takes the place out. */
const spoilt = (path: string, value: unknown): unknown => {
  const copy = structuredClone(policyInput);
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown>>(
    (at, key) => at[key] as Record<string, unknown>,
    copy as never,
  );
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
};

const faultsOf = (input: unknown): PolicyFault[] => {
  const read = readPolicy(input, floorOf({ protect: true }));
  return 'faults' in read ? read.faults : [];
};

const rungs = (...list: [number, ...Policy['ladders'][number]['rungs'][number]['actions']][]) =>
  list.map(([share, ...actions]) => ({ share, actions }));

describe('a policy', () => {
  it('that is complete is accepted as it is written', () => {
    expect(readPolicy(policyInput, floorOf({ protect: true }))).toEqual({ policy: policyInput });
  });

  it('of Nantong is accepted', () => {
    const input = readFileSync(new URL('../../../infra/cities/nantong/policy.json', import.meta.url), 'utf8');
    expect(faultsOf(JSON.parse(input))).toEqual([]);
  });

  const UNION =
    'a duty has a category with either kind and level or one unit, area if it is narrower, and nothing else';
  const UNKNOWN_FIELD = 'unknown field; remove it or correct its name';

  it.each<[what: string, path: string, value: unknown, at: string, reason: string]>([
    ['no version', 'version', undefined, 'version', 'this field is missing; it takes text'],
    ['an empty version', 'version', '', 'version', 'this must not be empty'],
    ['an endless version', 'version', 'x'.repeat(41), 'version', 'write at most 40 characters'],
    [
      'a rung with more actions than there are',
      'ladders.0.rungs.0.actions',
      Array(6).fill('remind'),
      'ladders.0.rungs.0.actions',
      'write at most 5 elements',
    ],
    ['a number for text', 'version', 7, 'version', 'write text here'],
    ['no categories', 'categories', [], 'categories', 'this must not be empty'],
    ['a word for a list', 'categories', 'dispute', 'categories', 'write a list here'],
    [
      'a malformed category code',
      'categories.0.code',
      'City facility',
      'categories.0.code',
      'a category code is words of letters joined by dots',
    ],
    [
      'a name in one language',
      'categories.0.name.zh-CN',
      undefined,
      'categories.0.name.zh-CN',
      'this field is missing; it takes text',
    ],
    ['a limit of nothing', 'limits.0.limit.value', 0, 'limits.0.limit.value', 'write a number above 0'],
    ['a limit of an age', 'limits.0.limit.value', 3651, 'limits.0.limit.value', 'write a number up to 3650'],
    ['text for a number', 'limits.0.limit.value', '2', 'limits.0.limit.value', 'write a number here'],
    [
      'an unknown unit of time',
      'limits.0.limit.unit',
      'fortnight',
      'limits.0.limit.unit',
      'write one of urgentHour, workHour, workDay, naturalDay',
    ],
    [
      'an unknown stage',
      'limits.0.stage',
      'waiting',
      'limits.0.stage',
      'write one of dispatch, acknowledgement, handling, part, verification, followUp, supervision, whole',
    ],
    [
      'an unknown severity',
      'limits.3.severity',
      'mortal',
      'limits.3.severity',
      'write one of critical, serious, general, low',
    ],
    ['no ladders', 'ladders', undefined, 'ladders', 'this field is missing; it takes a list'],
    ['a ladder without rungs', 'ladders.0.rungs', [], 'ladders.0.rungs', 'this must not be empty'],
    [
      'a rung out of reach',
      'ladders.0.rungs.1.share',
      11,
      'ladders.0.rungs.1.share',
      'write a number up to 10',
    ],
    [
      'a rung that does nothing',
      'ladders.0.rungs.0.actions',
      [],
      'ladders.0.rungs.0.actions',
      'this must not be empty',
    ],
    [
      'an unknown action',
      'ladders.0.rungs.0.actions',
      ['shout'],
      'ladders.0.rungs.0.actions.0',
      'write one of remind, yellowCard, redCard, supervise, escalate',
    ],
    [
      'a ladder for an unknown category',
      'ladders.0.category',
      'noise',
      'ladders.0.category',
      'category "noise" is not in categories',
    ],
    [
      'a ladder at no level',
      'ladders.0.level',
      'grid',
      'ladders.0.level',
      'write one of community, township, county, city',
    ],
    [
      'no ladder for everything',
      'ladders.0.stage',
      'handling',
      'ladders',
      'the general ladder is missing: add one without category, severity, stage and level',
    ],
    ['no ladder at all', 'ladders', [], 'ladders', 'this must not be empty'],
    [
      'no interval of supervision',
      'superviseEvery',
      undefined,
      'superviseEvery',
      'this field is missing; it takes an object',
    ],
    ['a quota of no return', 'returnQuota', 0, 'returnQuota', 'write a number from 1'],
    ['a quota of less than no extension', 'extensionQuota', -1, 'extensionQuota', 'write a number from 0'],
    ['eleven extensions', 'extensionQuota', 11, 'extensionQuota', 'write a number up to 10'],
    ['a suspension of more than a year', 'suspensionDays', 367, 'suspensionDays', 'write a number up to 366'],
    ['a window of nothing', 'reopenWithin.value', 0, 'reopenWithin.value', 'write a number above 0'],
    [
      'more than every case in the sample',
      'onSpot.rules.0.sample',
      1.1,
      'onSpot.rules.0.sample',
      'write a number up to 1',
    ],
    ['no distance at all', 'verifyWithinMetres', 0, 'verifyWithinMetres', 'write a number above 0'],
    ['a whole town of similar cases', 'similar.metres', 1001, 'similar.metres', 'write a number up to 1000'],
    ['similar cases of an age', 'similar.days', 61, 'similar.days', 'write a number up to 60'],
    ['no reason to decline', 'declineReasons', [], 'declineReasons', 'this must not be empty'],
    ['no reason to strike off', 'voidReasons', [], 'voidReasons', 'this must not be empty'],
    ['half a second of grace', 'guardGraceSeconds', 0.5, 'guardGraceSeconds', 'write a whole number here'],
    ['no grace', 'guardGraceSeconds', 0, 'guardGraceSeconds', 'write a number from 1'],
    [
      'more than a day of grace',
      'guardGraceSeconds',
      86_401,
      'guardGraceSeconds',
      'write a number up to 86400',
    ],
    ['no reason to return', 'returnReasons', [], 'returnReasons', 'this must not be empty'],
    ['no reason for rework', 'reworkReasons', [], 'reworkReasons', 'this must not be empty'],
    [
      'a joint template of nobody',
      'jointTemplates.0.members',
      [],
      'jointTemplates.0.members',
      'this must not be empty',
    ],
    ['a duty of nobody', 'duties.0', { category: 'dispute' }, 'duties.0', UNION],
    ['a duty at no level', 'duties.0.level', 'grid', 'duties.0', UNION],
    ['an unknown field', 'sampling', 0.1, 'sampling', UNKNOWN_FIELD],
    [
      'an unknown field deep inside',
      'ladders.0.rungs.0.colour',
      'red',
      'ladders.0.rungs.0.colour',
      UNKNOWN_FIELD,
    ],
    ['an unknown field of a duty', 'duties.1.rank', 1, 'duties.1.rank', UNKNOWN_FIELD],
    [
      'a limit for an unknown category',
      'limits.4.category',
      'noise',
      'limits.4.category',
      'category "noise" is not in categories',
    ],
    [
      'a duty for an unknown category',
      'duties.1.category',
      'noise',
      'duties.1.category',
      'category "noise" is not in categories',
    ],
    [
      'a category that stands twice',
      'categories.2.code',
      'cityFacility',
      'categories.2.code',
      'category "cityFacility" is listed twice',
    ],
    [
      'a category without its parent',
      'categories.1.code',
      'environment.noise',
      'categories.1.code',
      'category "environment" is not in categories',
    ],
    [
      'a ladder that runs backwards',
      'ladders.0.rungs',
      rungs([1, 'escalate'], [0.8, 'remind']),
      'ladders.0.rungs.1.share',
      'rungs must be in rising order: 0.8 does not come after 1',
    ],
    [
      'two rungs at one share',
      'ladders.0.rungs',
      rungs([1, 'remind'], [1, 'escalate']),
      'ladders.0.rungs.1.share',
      'rungs must be in rising order: 1 does not come after 1',
    ],
    [
      'an escalation before the limit',
      'ladders.0.rungs',
      rungs([0.99, 'escalate']),
      'ladders.0.rungs.0.share',
      'escalate is allowed from share 1 on; this rung is at 0.99',
    ],
    [
      'an action after the escalation',
      'ladders.0.rungs',
      rungs([1, 'escalate', 'yellowCard']),
      'ladders.0.rungs.0.actions',
      'escalate must be the last action of its rung',
    ],
    [
      'neither escalation nor supervision',
      'ladders.0.rungs',
      rungs([0.8, 'remind'], [1, 'yellowCard', 'redCard']),
      'ladders.0.rungs',
      'no rung escalates or supervises, so an overdue case would never move on',
    ],
    [
      'a limit of less than five seconds',
      'limits.0.limit',
      { value: 0.0013, unit: 'urgentHour' },
      'limits.0.limit.value',
      '0.0013 urgentHour is less than 5 seconds; write at least 0.0013888889',
    ],
    [
      'a limit of hardly any office time',
      'limits.1.limit',
      { value: 1e-9, unit: 'workDay' },
      'limits.1.limit.value',
      '1e-9 workDay is less than 5 seconds; write at least 0.0001736112',
    ],
    [
      'supervision every moment',
      'superviseEvery',
      { value: 1e-9, unit: 'urgentHour' },
      'superviseEvery.value',
      '1e-9 urgentHour is less than 3600 seconds; write at least 1',
    ],
    [
      'supervision every half an hour of office time',
      'superviseEvery',
      { value: 0.0625, unit: 'workDay' },
      'superviseEvery.value',
      '0.0625 workDay is less than 3600 seconds; write at least 0.125',
    ],
    [
      'a window of a moment',
      'reopenWithin',
      { value: 1e-9, unit: 'naturalDay' },
      'reopenWithin.value',
      '1e-9 naturalDay is less than 5 seconds; write at least 0.0000578704',
    ],
    ...(
      [
        ['categories', { code: 'noise', name: { 'zh-CN': '噪声', en: 'Noise' } }, 1000],
        ['limits', { stage: 'handling', limit: { value: 1, unit: 'workDay' } }, 1000],
        ['ladders', policyInput.ladders[0], 200],
        ['ladders.0.rungs', { share: 1, actions: ['escalate'] }, 20],
        ['duties', policyInput.duties[0], 1000],
        ['jointTemplates', policyInput.jointTemplates[0], 100],
        ['jointTemplates.0.members', 'lawFirm', 6],
        ...(['returnReasons', 'reworkReasons', 'declineReasons', 'voidReasons'] as const).map(
          (reasons) => [reasons, policyInput[reasons][0], 100] as const,
        ),
      ] as const
    ).map(
      ([path, one, most]) =>
        [
          `more ${path} than there may be`,
          path,
          Array(most + 1).fill(one),
          path,
          `write at most ${most} elements`,
        ] as [string, string, unknown, string, string],
    ),
    [
      'an endless name',
      'categories.0.name.en',
      'x'.repeat(200_000),
      'categories.0.name.en',
      'write at most 100 characters',
    ],
    [
      'a nameless category',
      'categories.0.name.zh-CN',
      ' ',
      'categories.0.name.zh-CN',
      'this must not be empty',
    ],
    [
      'an endless category code',
      'categories.0.code',
      'x'.repeat(121),
      'categories.0.code',
      'write at most 120 characters',
    ],
    [
      'a code of an endless unit',
      'duties.1.unit',
      'x'.repeat(61),
      'duties.1.unit',
      'write at most 60 characters',
    ],
    [
      'a name that does not show',
      'categories.0.name.zh-CN',
      '\u200B',
      'categories.0.name.zh-CN',
      'holds U+200B, a character that does not show; take it out',
    ],
    [
      'a reason that is turned round',
      'returnReasons.0.name.en',
      '\u202Eduty',
      'returnReasons.0.name.en',
      'holds U+202E, a character that does not show; take it out',
    ],
    [
      'a sign for a lost character',
      'jointTemplates.0.name.zh-CN',
      '三所\uFFFD',
      'jointTemplates.0.name.zh-CN',
      'holds U+FFFD, which stands for a lost character; use UTF-8',
    ],
    [
      'a version of two lines',
      'version',
      'a\nb',
      'version',
      'holds U+000A, a character that does not show; take it out',
    ],
  ])('with %s is refused, and told where and why', (_, path, value, at, reason) => {
    expect(faultsOf(spoilt(path, value))).toContainEqual({ path: at, message: reason });
  });

  it.each([undefined, null, 'policy', []])('that is %j is none', (input) => {
    expect(faultsOf(input)).toHaveLength(1);
    expect(faultsOf(input)[0]).toMatchObject({ path: '' });
  });

  it('in a trial counts in seconds, and supervises every five of them', () => {
    const trial = { ...policyInput, superviseEvery: { value: 0.0013888889, unit: 'urgentHour' } };
    expect(readPolicy(trial, floorOf({ protect: false }))).toHaveProperty('policy');
    expect(readPolicy(trial, floorOf({ protect: true }))).toHaveProperty('faults');
  });

  it('of three thousand categories is refused in words', () => {
    const name = { 'zh-CN': '三'.repeat(30), en: 'x'.repeat(30) };
    const letters = (i: number) => [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const categories = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ code: `c${letters(i)}`, name }));
    const limits = policyInput.limits.filter(({ category }) => category === undefined);
    const ladders = policyInput.ladders.filter(({ category }) => category === undefined);
    const wide = (count: number) => ({
      ...policyInput,
      categories: categories(count),
      limits,
      ladders,
      duties: [],
    });
    expect(faultsOf(wide(3000))).toEqual([{ path: 'categories', message: 'write at most 1000 elements' }]);
    expect(faultsOf(wide(1000))).toEqual([]);
    const long = categories(1000).map((category) => ({
      ...category,
      name: { 'zh-CN': '三'.repeat(100), en: 'x'.repeat(100) },
    }));
    expect(faultsOf({ ...wide(1000), categories: long })).toEqual([
      {
        path: '',
        message: expect.stringMatching(/^the policy takes \d{6} bytes of at most 350000; write shorter/),
      },
    ]);
  });

  const faultsOfLimits = (limits: Policy['limits']) =>
    faultsOf({ ...policyInput, limits }).map(({ path, message }) => `${path}: ${message}`);

  it('without a limit that some case would need names the stage once, with category and severity', () => {
    const every = '(critical, serious, general, low)';
    expect(faultsOfLimits(policyInput.limits.filter(({ stage }) => stage !== 'part'))).toEqual([
      `limits: no limit for stage "part" in category "cityFacility" ${every}, category "dispute" ${every}; add a row of this stage without category and severity, or one for each of these`,
    ]);
    const partly = policyInput.limits.map((row) =>
      row.stage === 'followUp' ? { ...row, category: 'dispute' } : row,
    );
    expect(faultsOfLimits(partly)).toEqual([
      expect.stringMatching(/^limits: no limit for stage "followUp" in category "cityFacility" [^"]*$/),
    ]);
    const narrow = policyInput.limits.map((row) =>
      row.stage === 'part' ? { ...row, severity: 'low' as const } : row,
    );
    const above: Policy['limits'][number] = {
      stage: 'part',
      category: 'dispute.neighbour',
      limit: { value: 1, unit: 'workDay' },
    };
    expect(faultsOfLimits([...narrow, above])).toEqual([
      expect.stringContaining(
        '"part" in category "cityFacility" (critical, serious, general), category "dispute" (critical, serious, general); add',
      ),
    ]);
  });

  it('without any limit has a fault for each stage, of a length that can be read', () => {
    const categories = Array.from({ length: 1000 }, (_, i) => ({
      code: [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join(''),
      name: { 'zh-CN': '类', en: 'kind' },
    }));
    const faults = faultsOf({ ...policyInput, categories, duties: [], limits: [] });
    expect(faults.map(({ message }) => /"(\w+)"/.exec(message)?.[1])).toEqual([...CLOCKED_STAGES]);
    for (const { message } of faults) {
      expect(message).toContain(' and 997 more; add a row');
      expect(message.length).toBeLessThan(400);
    }
  });

  it('tells all that is wrong at once', () => {
    expect(
      faultsOf({
        ...policyInput,
        duties: [{ category: 'noise', unit: roads.code }],
        ladders: [{ rungs: rungs([0.5, 'escalate']) }],
      }).map(({ path }) => path),
    ).toEqual(['duties.0.category', 'ladders.0.rungs.0.share']);
  });
});

describe('a limit', () => {
  it.each<[string, Severity, Limit, string]>([
    ['cityFacility.manholeCover', 'serious', { value: 4, unit: 'workHour' }, 'its category and severity'],
    ['cityFacility.manholeCover', 'general', { value: 2, unit: 'workDay' }, 'its category'],
    [
      'cityFacility.manholeCover',
      'critical',
      { value: 2, unit: 'workDay' },
      'its category, before a row of its severity alone',
    ],
    ['dispute.neighbour', 'critical', { value: 2, unit: 'urgentHour' }, 'its severity'],
    ['dispute.neighbour', 'low', { value: 5, unit: 'workDay' }, 'the stage alone'],
  ])('for handling %s, %s, is %j: the row of %s', (category, severity, limit) => {
    expect(limitFor(policy, 'handling', category, severity)).toEqual(limit);
  });

  it('that a policy lacks is an error, as no policy lacks one that was read', () => {
    const broken = { ...policy, limits: [] };
    expect(() => limitFor(broken, 'part', 'dispute', 'low')).toThrow(
      'policy test-1 has no limit for part, dispute, low',
    );
  });
});

describe('the ladder for a wait', () => {
  const only = (share: number) => rungs([share, 'escalate']);
  const { ladders } = policyWith({
    ladders: [
      { rungs: only(1) },
      { level: 'city', rungs: only(2) },
      { stage: 'followUp', rungs: only(3) },
      { severity: 'critical', rungs: only(4) },
      { category: 'dispute', rungs: only(5) },
      { category: 'dispute.neighbour', rungs: only(6) },
      { category: 'dispute', severity: 'critical', rungs: only(7) },
    ],
  });

  it.each<[number, string, string, Severity, ClockedStage, ResponsibleLevel]>([
    [1, 'the one for everything', 'cityFacility', 'low', 'handling', 'county'],
    [2, 'the one of its level', 'cityFacility', 'low', 'handling', 'city'],
    [3, 'the one of its stage, before its level', 'cityFacility', 'low', 'followUp', 'city'],
    [4, 'the one of its severity, before its stage', 'cityFacility', 'critical', 'followUp', 'city'],
    [5, 'the one of its category, before stage and level', 'dispute', 'low', 'followUp', 'city'],
    [6, 'the one of its deeper category', 'dispute.neighbour', 'low', 'handling', 'city'],
    [7, 'the one of its category and severity', 'dispute', 'critical', 'handling', 'city'],
  ])('number %i is %s', (expected, _, category, severity, stage, level) => {
    expect(rungsFor({ ...policy, ladders }, { category, severity, stage, level })).toEqual(only(expected));
  });
});

describe('the category tree', () => {
  it('has its ancestors in the code', () => {
    expect(categoryLineage('dispute.neighbour.noise')).toEqual([
      'dispute.neighbour.noise',
      'dispute.neighbour',
      'dispute',
    ]);
    expect(parentCategory('dispute.neighbour')).toBe('dispute');
    expect(parentCategory('dispute')).toBeUndefined();
  });

  it('knows only what is written down', () => {
    expect(hasCategory(policy, 'dispute.neighbour')).toBe(true);
    expect(hasCategory(policy, 'dispute.neighbour.noise')).toBe(false);
  });
});

describe('a joint template', () => {
  it('is found by its code', () => {
    expect(jointTemplate(policy, 'threeOffice')?.members).toEqual([
      'judicialOffice',
      'policeStation',
      'lawFirm',
    ]);
    expect(jointTemplate(policy, 'fourOffice')).toBeUndefined();
  });
});

describe('a duty', () => {
  it('extends to its own area, or else to that of the unit', () => {
    expect(dutyArea({ category: 'dispute', unit: roads.code, area: '320613001' }, '320613')).toBe(
      '320613001',
    );
    expect(dutyArea({ category: 'dispute', unit: roads.code }, '320613')).toBe('320613');
  });
});

describe('the canonical policy', () => {
  it('refuses a change that makes it wrong', () => {
    expect(() => policyWith({ version: '' })).toThrow('this must not be empty');
  });
});
