import { describe, expect, it } from 'vitest';
import type { CaseEvent, EventType, Happening, RungRef } from '#domain/case/event.ts';
import { chain, GENESIS } from '#domain/case/history.ts';
import { narrate } from '#domain/case/narrate.ts';
import {
  committee,
  county,
  filed,
  judicial,
  justice,
  lawFirm,
  MONDAY,
  matter,
  police,
  township,
} from '../builders.ts';

const { state } = filed().next;
if (state.stage === 'closed') throw new Error('a case that was filed is open');
const { clock } = state;
const rung: RungRef = { share: 0.8, at: MONDAY };
const late = { unit: police.code, unitName: police.name, rung };
/** What a person wrote; a sentence never repeats it. */
const words = 'Mrs Wang of flat 302 told us.';

const TOLD: { [T in EventType]: [Extract<Happening, { type: T }>, en: string, zh: string] } = {
  reported: [
    { type: 'reported', matter: matter({ title: words }), description: words, unit: committee, clock },
    'Reported; committee has it on its desk',
    '事项上报，由committee受理待分派',
  ],
  selfHandled: [
    { type: 'selfHandled', result: words },
    'Settled on the spot by the grid worker',
    '网格员当场处置',
  ],
  assigned: [
    { type: 'assigned', unit: police, level: 'township', clock, reason: words },
    'Assigned to police station',
    '分派给police station',
  ],
  acknowledged: [{ type: 'acknowledged', clock }, 'The unit has acknowledged the case', '承办单位签收'],
  returned: [
    { type: 'returned', to: township, code: 'notOurDuty', reason: words, clock },
    'Returned to township centre for another dispatch',
    '退回township centre重新分派',
  ],
  whistled: [
    { type: 'whistled', parts: [judicial, lawFirm].map((unit) => ({ unit, clock })), ask: words },
    'Whistle: judicial office, law firm asked to join',
    '吹哨：请judicial office、law firm联合处置',
  ],
  responded: [
    { type: 'responded', unit: lawFirm.code, unitName: lawFirm.name, answer: words },
    'The part of law firm is in',
    'law firm的协办事项已反馈',
  ],
  joined: [{ type: 'joined' }, 'All parts are in; the lead unit goes on', '协办事项全部反馈，转回主办单位'],
  resultSubmitted: [
    { type: 'resultSubmitted', result: words, to: committee, clock },
    'Handed in; committee has it verified',
    '办理完毕，由committee组织核实',
  ],
  verified: [
    { type: 'verified', note: words, to: township, clock },
    'Verified on the spot; township centre follows up',
    '核实通过，由township centre回访',
  ],
  reworked: [
    { type: 'reworked', to: police, code: 'notDone', reason: words, clock },
    'Not good enough; back to police station',
    '核实未通过，退police station返工',
  ],
  followedUp: [{ type: 'followedUp', satisfied: true }, 'Followed up: satisfied', '回访：满意'],
  secondLookOrdered: [
    { type: 'secondLookOrdered', to: county, level: 'county', clock },
    'A second look, by county centre',
    '由county centre再次办理',
  ],
  closed: [{ type: 'closed' }, 'Closed', '结案'],
  reminded: [
    { type: 'reminded', ...late },
    '80% of the limit is used; police station is reminded',
    '时限已用 80%，提醒police station',
  ],
  cardGiven: [
    { type: 'cardGiven', color: 'yellow', ...late, rung: { share: 1, at: MONDAY } },
    '100% of the limit is used; yellow card for police station',
    '时限已用 100%，对police station亮黄牌',
  ],
  escalated: [
    { type: 'escalated', from: township, to: county, level: 'county', clock, reason: words },
    'Escalated from township centre to county centre',
    '由township centre上报至county centre',
  ],
  partRaised: [
    { type: 'partRaised', unit: lawFirm.code, from: lawFirm, to: justice, clock, rung },
    'law firm is late with its part; raised to its superior justice bureau',
    'law firm逾期未反馈，转由其上级justice bureau负责',
  ],
  supervised: [
    { type: 'supervised', ...late, next: MONDAY },
    'police station is under supervision',
    '对police station督办',
  ],
  commented: [{ type: 'commented', text: words }, 'Comment', '备注'],
  parked: [
    { type: 'parked', reason: words },
    'The workflow is stuck; the case waits for an operator',
    '流程受阻，案件搁置，待运维处理',
  ],
  restarted: [{ type: 'restarted', reason: words }, 'An operator restarted the workflow', '运维重启流程'],
};

const event = (happening: Happening): CaseEvent =>
  chain({ ...happening, at: MONDAY, by: { kind: 'person', subject: 'Wang', role: 'officer' } }, 1, GENESIS);

describe('an event in one sentence', () => {
  it.each(Object.entries(TOLD))('tells what happened, and neither people nor their words: %s', (_, row) => {
    const [happening, en, zh] = row;
    expect(narrate(event(happening))).toEqual({ en, 'zh-CN': zh });
    expect(en + zh).not.toContain('Wang');
  });

  it('tells a reporter who is not satisfied', () => {
    expect(narrate(event({ type: 'followedUp', satisfied: false, reason: words }))).toEqual({
      en: 'Followed up: not satisfied',
      'zh-CN': '回访：不满意',
    });
  });
});
