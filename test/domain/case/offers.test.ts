import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import type { Case, Stage } from '#domain/case/case.ts';
import { type PersonalCommand, personalCommands } from '#domain/case/commands.ts';
import { type Offer, offersTo } from '#domain/case/offers.ts';
import { STAGES } from '#domain/case/stages.ts';
import { plusDays } from '#domain/time/instant.ts';
import {
  at,
  calendar,
  city,
  committee,
  contextWith,
  county,
  decide,
  dispatcher,
  filed,
  gridWorker,
  judicial,
  justice,
  Life,
  lawFirm,
  lifeAt,
  mayCommand,
  officer,
  older,
  operator,
  police,
  policyWith,
  reporter,
  resident,
  supervising,
  township,
} from '../builders.ts';

const PEOPLE: Actor[] = [
  reporter,
  resident('neighbour'),
  gridWorker,
  ...[committee, township, county, city].map(dispatcher),
  ...[committee, township, police, judicial, lawFirm, justice, supervising].map(officer),
  operator('operator'),
];

const policy = policyWith({ returnQuota: 1, extensionQuota: 1 });

/** Lives in which something stands in the way of a command, besides stage and access. */
const SPECIAL: Record<string, () => Life> = {
  'an extension asked for': () => {
    const life = lifeAt('handling');
    life.give(officer(police), { type: 'extend', reason: 'The neighbour is away.' });
    return life;
  },
  'a supervision to answer': () => {
    const life = lifeAt('handling');
    life.give(dispatcher(county), { type: 'supervise', text: 'Report by noon.' });
    return life;
  },
  'a suspended case': () => {
    const life = lifeAt('handling');
    life.give(officer(police), { type: 'suspend', until: plusDays(life.now, 9), reason: 'Away.' });
    life.give(dispatcher(township), { type: 'approve' });
    return life;
  },
  'a suspension that is over': () => {
    const life = (SPECIAL['a suspended case'] as () => Life)();
    life.give(officer(police), { type: 'resume' });
    return life;
  },
  'a deadline that has passed': () => {
    const life = lifeAt('handling');
    life.give(officer(police), { type: 'comment', text: 'Late.' }, at('2025-03-31 09:00'));
    return life;
  },
  'a used-up quota of returns': () => {
    const life = lifeAt('handling', { policy });
    life.give(officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' });
    return life;
  },
  'a designated unit': () => {
    const life = lifeAt('reported');
    life.give(dispatcher(township), { type: 'designate', unit: police.code, reason: 'Theirs.' });
    life.give(officer(police), { type: 'acknowledge' });
    return life;
  },
  'a part that wants more time': () => {
    const life = lifeAt('joint');
    life.give(officer(judicial), { type: 'extendPart', unit: judicial.code, reason: 'Thursday.' });
    return life;
  },
  'a closed case that was reopened before': () => {
    const life = lifeAt('closed');
    return Object.assign(life, { current: { ...life.current, reopened: 1 } });
  },
  'a case closed long ago': () => {
    const life = lifeAt('closed');
    life.give(reporter, { type: 'comment', text: 'Again.' }, at('2025-06-30 09:00'));
    return life;
  },
};

const LIVES: [string, Life][] = [
  ...STAGES.map((stage): [string, Life] => [stage, lifeAt(stage)]),
  ...Object.entries(SPECIAL).map(([name, live]): [string, Life] => [name, live()]),
];

const offersIn = (life: Life, actor: Actor, by = policyOf(life)): Offer[] =>
  offersTo(actor, life.current, { now: life.now, actor, policy: by, calendar });
const policyOf = (life: Life) => life.context.policy ?? contextWith().policy;

/** A command in which nothing is wrong but what stands in the way. */
const wellSaid = (type: PersonalCommand['type'], part: string | undefined): PersonalCommand => {
  const reason = 'For a reason.';
  const codes: Partial<Record<PersonalCommand['type'], string>> = {
    return: 'notOurDuty',
    returnPart: 'notOurDuty',
    void: 'filedByMistake',
    decline: 'inLitigation',
  };
  return {
    type,
    reason,
    text: reason,
    ask: reason,
    answer: reason,
    result: reason,
    code: codes[type],
    unit: part ?? justice.code,
    units: [justice.code],
    until: at('2025-03-20 09:00'),
    severity: 'low',
    satisfied: true,
    passed: true,
    instead: reason,
    ...(type === 'merge' && { into: older }),
    evidence: { takenAt: at('2025-03-03 10:45') },
    attachment: { id: 'file', contentType: 'image/jpeg', bytes: 1 },
    files: [{ id: 'file', contentType: 'image/jpeg', bytes: 1 }],
  } as unknown as PersonalCommand;
};

/** What a command is answered when it is given: the way of `changeByPerson`. */
const answerTo = (life: Life, actor: Actor, command: PersonalCommand) => {
  if (!mayCommand(actor, command, life.current)) return 'forbidden';
  const context = contextWith({ ...life.context, now: life.now, actor });
  const decided = decide(life.current, command, context);
  return 'rejection' in decided ? decided.rejection : 'done';
};

/** Refusals that hang on what is said, or on the centres of the place: nobody can be told of them before. */
const SAID = ['invalid', 'unknown'];
const OF_THE_PLACE = [
  'nobody-above',
  'nobody-hears-appeal',
  'nobody-below',
  'nobody-decides',
  'already-in-charge',
];

describe('what somebody may do', () => {
  const met = { allowed: 0, refused: new Set<string>() };

  it.each(LIVES)('is what comes of it when they do it: %s', (_, life) => {
    for (const actor of PEOPLE)
      for (const { command, part, because } of offersIn(life, actor)) {
        const what = `${actor.subject}: ${command}`;
        const answer = answerTo(life, actor, wellSaid(command, part));
        if (!because) {
          met.allowed++;
          if (answer === 'done') continue;
          expect(answer, what).not.toBe('forbidden');
          const { kind, code } = answer as Exclude<typeof answer, string>;
          expect(SAID.includes(kind) || OF_THE_PLACE.includes(code), `${what}: ${code}`).toBe(true);
        } else {
          met.refused.add(because.code);
          expect(answer, what).not.toBe('done');
          if (answer !== 'forbidden') expect(answer, what).toEqual(because);
        }
      }
  });

  it('was asked where it is allowed and where all sorts of things stand in the way', () => {
    expect(met.allowed).toBeGreaterThan(300);
    expect([...met.refused].sort()).toEqual([
      'after-deadline',
      'already-requested',
      'already-supervised',
      'designated',
      'forbidden',
      'goes-on-elsewhere',
      'must-designate',
      'nobody-below',
      'not-suspended',
      'nothing-requested',
      'nothing-to-reply',
      'reopen-quota',
      'reopen-too-late',
      'suspended',
      'suspended-once',
      'wrong-stage',
    ]);
  });
});

const codes = (offers: Offer[], allowed: boolean): string[] =>
  offers
    .filter(({ because }) => (because === undefined) === allowed)
    .map(({ command, part }) => (part === undefined ? command : `${command} ${part}`));

describe('a resident', () => {
  it('is offered what residents can do, and no command of an office', () => {
    const offered = (stage: Stage) => offersIn(lifeAt(stage), reporter).map(({ command }) => command);
    for (const stage of STAGES) expect(offered(stage)).toEqual(['followUp', 'appeal', 'attach', 'comment']);
  });

  it('may answer when they are asked, and is told when that is', () => {
    expect(codes(offersIn(lifeAt('followUp'), reporter), true)).toEqual(['followUp', 'attach', 'comment']);
    const [followUp] = offersIn(lifeAt('handling'), reporter);
    expect(followUp?.because?.message.en).toBe(
      'It is being handled; "Follow up" is possible only while it is waiting for follow-up.',
    );
  });
});

describe('a unit', () => {
  it('may do its work, and is told of the rest who may', () => {
    const offers = offersIn(lifeAt('acknowledgement'), officer(police));
    expect(codes(offers, true)).toEqual(['acknowledge', 'return', 'escalate', 'attach', 'comment']);
    const because = (command: string) => offers.find((offer) => offer.command === command)?.because?.message;
    expect(because('supervise')).toEqual({
      'zh-CN': '您不能执行“督办”；可执行的人员：责任单位以上的本地指挥中心的派遣员，或监督单位的人员。',
      en: 'You may not give "Supervise"; it is for dispatchers of a centre of the place above the unit in charge, and the staff of the supervising unit.',
    });
    expect(because('reply')?.en).toBe('No supervision of this case is waiting for a reply.');
    expect(offers.map(({ command }) => command)).not.toContain('changeSeverity');
  });

  it('is offered its own part, and the lead unit each part', () => {
    const life = lifeAt('joint');
    expect(codes(offersIn(life, officer(judicial)), true)).toEqual([
      `respond ${judicial.code}`,
      `returnPart ${judicial.code}`,
      `extendPart ${judicial.code}`,
      'attach',
      'comment',
    ]);
    expect(codes(offersIn(life, officer(police)), true)).toEqual(
      expect.arrayContaining([`removePart ${judicial.code}`, `removePart ${lawFirm.code}`]),
    );
    const lead = offersIn(life, officer(police));
    expect(lead.find(({ command }) => command === 'approvePart')).toMatchObject({
      part: judicial.code,
      because: { code: 'nothing-requested' },
    });
    life.give(officer(lawFirm), { type: 'extendPart', unit: lawFirm.code, reason: 'Thursday.' });
    expect(codes(offersIn(life, officer(police)), true)).toEqual(
      expect.arrayContaining([`approvePart ${lawFirm.code}`, `refusePart ${lawFirm.code}`]),
    );
  });
});

it('offers everything that somebody may do, and each command once but for parts', () => {
  for (const [name, life] of LIVES)
    for (const actor of PEOPLE) {
      const offers = offersIn(life, actor);
      const names = offers.map(({ command, part }) => `${command} ${part}`);
      expect(new Set(names).size, name).toBe(names.length);
      for (const type of Object.keys(personalCommands) as PersonalCommand['type'][])
        if (answerTo(life, actor, wellSaid(type, undefined)) === 'done')
          expect(codes(offers, true), `${name}, ${actor.subject}`).toContain(type);
    }
});

it('tells a case as it is: nobody who has no part in it may do anything', () => {
  const life = new Life(filed());
  const stranger = resident('stranger');
  expect(codes(offersIn(life, stranger), true)).toEqual([]);
  const current: Case = life.current;
  expect(offersTo(stranger, current, { now: life.now, actor: stranger, policy, calendar })).toHaveLength(4);
});
