import { describe, expect, it } from 'vitest';
import type { CaseRequest } from '#domain/case/case.ts';
import type { CaseClockName, CaseEvent, CaseEventBody, CaseEventType } from '#domain/case/event.ts';
import { narrateCase as narrate } from '#domain/case/narrate.ts';
import type { Severity } from '#domain/policy/policy.ts';
import { chain, GENESIS } from '#domain/process/chain.ts';
import { paused } from '#domain/process/clock.ts';
import type { DeadlineMove } from '#domain/process/event.ts';
import type { RungRef } from '#domain/process/process.ts';
import {
  at,
  committee,
  county,
  filed,
  judicial,
  justice,
  lawFirm,
  MONDAY,
  matter,
  OTHER_CASE,
  police,
  township,
} from '../builders.ts';

const { next } = filed();
if (next.state.stage !== 'reported') throw new Error('a case that was filed is on a desk');
const { clock } = next.state;
const moved: DeadlineMove = { from: at('2025-03-10 09:15'), to: at('2025-03-17 09:15') };
const MOVED = 'moves from Monday, 10 March 2025 at 09:15 to Monday, 17 March 2025 at 09:15';
const MOVED_ZH = '由2025年3月10日（星期一）09:15改为2025年3月17日（星期一）09:15';
const rung: RungRef<CaseClockName> = { share: 0.8, at: MONDAY };
const late = { unit: police.code, unitName: police.name, rung };
/** What a person wrote; a sentence never repeats it. */
const words = 'Mrs Wang of flat 302 told us.';

const TOLD: { [T in CaseEventType]: [Extract<CaseEventBody, { type: T }>, en: string, zh: string] } = {
  reported: [
    { type: 'reported', matter: matter({ title: words }), description: words, unit: committee, clock },
    'Reported and filed with committee',
    '事项上报，由committee立案',
  ],
  selfHandled: [
    { type: 'selfHandled', result: words },
    'Settled on the spot by the grid worker',
    '网格员自行处置完毕',
  ],
  assigned: [
    { type: 'assigned', unit: police, level: 'township', clock, reason: words },
    'Assigned to police station',
    '分派给police station',
  ],
  designated: [
    { type: 'designated', unit: police, level: 'township', clock, reason: words },
    'police station is designated and cannot return the case',
    '指定police station办理，不得退回',
  ],
  delegated: [
    { type: 'delegated', from: county, to: township, level: 'township', clock, reason: words },
    'Delegated from county centre to township centre',
    '由county centre下交township centre',
  ],
  acknowledged: [{ type: 'acknowledged', clock }, 'The unit has acknowledged the case', '承办单位签收'],
  returned: [
    { type: 'returned', to: township, level: 'township', code: 'notOurDuty', reason: words, clock },
    'Returned to township centre for a new dispatch',
    '退回township centre重新派遣',
  ],
  whistled: [
    {
      type: 'whistled',
      parts: [judicial, lawFirm].map((unit) => ({ unit, clock })),
      ask: words,
      join: 'all',
    },
    'Whistle: judicial office, law firm asked to join',
    '吹哨：请judicial office、law firm报到，联合处置',
  ],
  responded: [
    { type: 'responded', unit: lawFirm.code, unitName: lawFirm.name, answer: words },
    'law firm has responded',
    'law firm已报到反馈',
  ],
  partReturned: [
    { type: 'partReturned', unit: lawFirm.code, unitName: lawFirm.name, code: 'notOurDuty', reason: words },
    'law firm has returned its part',
    'law firm退回协办任务',
  ],
  partRemoved: [
    { type: 'partRemoved', unit: lawFirm.code, unitName: lawFirm.name, reason: words },
    'The lead unit has removed the part of law firm',
    '主办单位取消law firm的协办任务',
  ],
  partExtensionRequested: [
    { type: 'partExtensionRequested', unit: lawFirm.code, unitName: lawFirm.name, reason: words },
    'law firm requests more time',
    'law firm申请协办延期',
  ],
  partExtended: [
    { type: 'partExtended', unit: lawFirm.code, unitName: lawFirm.name, clock, moved },
    `More time for law firm: the deadline ${MOVED}`,
    `同意law firm协办延期，到期时间${MOVED_ZH}`,
  ],
  partExtensionRefused: [
    { type: 'partExtensionRefused', unit: lawFirm.code, unitName: lawFirm.name, reason: words },
    'More time for law firm is refused',
    '不同意law firm协办延期',
  ],
  joined: [
    { type: 'joined' },
    'Joint handling is complete; back to the lead unit',
    '联合处置完成，转回主办单位',
  ],
  resultSubmitted: [
    { type: 'resultSubmitted', result: words, to: committee, clock },
    'Result submitted; committee organises the verification',
    '已办结，由committee组织核实',
  ],
  verified: [
    { type: 'verified', note: words, to: township, clock },
    'Verification passed; township centre does the follow-up',
    '核实通过，由township centre回访',
  ],
  reworked: [
    { type: 'reworked', to: police, code: 'notDone', reason: words, clock },
    'Verification failed; back to police station for rework',
    '核实未通过，由police station返工',
  ],
  followedUp: [{ type: 'followedUp', satisfied: true }, 'Follow-up: satisfied', '回访：满意'],
  secondLookOrdered: [
    { type: 'secondLookOrdered', to: county, level: 'county', clock },
    'county centre handles the case a second time',
    '由county centre二次办理',
  ],
  requested: [
    { type: 'requested', request: { kind: 'extension', by: 'Wang', reason: words } },
    'Requested: an extension',
    '申请延期',
  ],
  requestRefused: [
    { type: 'requestRefused', kind: 'suspension', reason: words },
    'Refused: a suspension',
    '不同意挂账',
  ],
  extended: [
    { type: 'extended', clock, moved },
    `Extension approved; the deadline ${MOVED}`,
    `同意延期，到期时间${MOVED_ZH}`,
  ],
  suspended: [
    { type: 'suspended', until: at('2025-06-01 09:00'), clock: paused(clock, MONDAY) },
    'Suspended until Sunday, 1 June 2025 at 09:00',
    '同意挂账至2025年6月1日（星期日）09:00',
  ],
  resumed: [
    { type: 'resumed', clock, moved },
    `The clock runs again; the deadline ${MOVED}`,
    `恢复计时，到期时间${MOVED_ZH}`,
  ],
  severityChanged: [
    { type: 'severityChanged', severity: 'serious', clock, moved, reason: words },
    `Severity changed to serious; the deadline ${MOVED}`,
    `等级调整为较大，到期时间${MOVED_ZH}`,
  ],
  recalculated: [
    { type: 'recalculated', calendarVersion: '2025-2', changes: [{ clock, moved }] },
    `Calendar 2025-2: the deadline ${MOVED}`,
    `工作日历更新为 2025-2，到期时间${MOVED_ZH}`,
  ],
  supervisionOrdered: [
    { type: 'supervisionOrdered', text: words, clock },
    'A centre above supervises the case and demands a reply by a deadline',
    '上级督办，须限时回复',
  ],
  supervisionAnswered: [
    { type: 'supervisionAnswered', text: words },
    'The unit in charge has replied to the supervision',
    '已回复督办',
  ],
  rehomed: [
    { type: 'rehomed', grid: '320613001001008', borderVersion: 'g-2', from: '320613001001007' },
    'Borders changed: the case moves from grid 320613001001007 to grid 320613001001008',
    '网格边界调整：由网格 320613001001007 划归网格 320613001001008',
  ],
  absorbed: [
    { type: 'absorbed', caseId: OTHER_CASE, reporters: ['Wang'] },
    'Case 01JNDQ0000000000000000MAIN was merged into this one',
    '案件 01JNDQ0000000000000000MAIN 并入本案',
  ],
  merged: [
    { type: 'merged', into: OTHER_CASE },
    'Merged into case 01JNDQ0000000000000000MAIN',
    '本案并入案件 01JNDQ0000000000000000MAIN',
  ],
  declined: [{ type: 'declined', code: 'inLitigation', reason: words }, 'Declined', '不予受理'],
  voided: [{ type: 'voided', code: 'filedByMistake', reason: words }, 'Voided', '同意作废'],
  appealed: [
    { type: 'appealed', unit: county, level: 'county', clock, reason: words },
    'The reporter appeals; county centre decides anew',
    '上报人申诉，由county centre重新审查',
  ],
  reopened: [
    { type: 'reopened', unit: township, level: 'township', clock, reason: words },
    'Reopened; township centre dispatches the case again',
    '重开，由township centre重新派遣',
  ],
  attached: [
    { type: 'attached', attachment: { id: 'a-1', contentType: 'image/jpeg', bytes: 90_000 } },
    'A file was added',
    '添加附件',
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
    '由township centre提级至county centre',
  ],
  partRaised: [
    { type: 'partRaised', unit: lawFirm.code, from: lawFirm, to: justice, clock, rung },
    'law firm is late with its part; the part is raised to its superior, justice bureau',
    'law firm逾期未反馈，协办任务转其上级单位justice bureau',
  ],
  supervised: [
    { type: 'supervised', ...late, next: MONDAY },
    'police station is under supervision',
    '督办police station',
  ],
  commented: [{ type: 'commented', text: words }, 'Comment', '备注'],
  parked: [
    { type: 'parked', reason: words },
    'The workflow cannot continue; parked for an operator',
    '流程中断，转运维处理',
  ],
  restarted: [{ type: 'restarted', reason: words }, 'An operator restarted the workflow', '运维人员重启流程'],
};

const event = (happened: CaseEventBody): CaseEvent =>
  chain(
    { ...happened, at: MONDAY, by: { kind: 'person', subject: 'Wang', role: 'officer' } },
    1,
    GENESIS,
    'salt',
  );

describe('an event in one sentence', () => {
  it.each(Object.entries(TOLD))('tells what happened, and neither people nor their words: %s', (_, row) => {
    const [happening, en, zh] = row;
    expect(narrate(event(happening))).toEqual({ en, 'zh-CN': zh });
    expect(en + zh).not.toContain('Wang');
  });

  it('tells a reporter who is not satisfied', () => {
    expect(narrate(event({ type: 'followedUp', satisfied: false, reason: words }))).toEqual({
      en: 'Follow-up: not satisfied',
      'zh-CN': '回访：不满意',
    });
  });

  it('says each of them in other words, in both languages', () => {
    const rows = Object.values(TOLD);
    expect(rows.length).toBeGreaterThan(40);
    expect(new Set(rows.map(([, en]) => en)).size).toBe(rows.length);
    expect(new Set(rows.map(([, , zh]) => zh)).size).toBe(rows.length);
  });

  it.each<[Severity, string]>([
    ['critical', '重大'],
    ['serious', '较大'],
    ['general', '一般'],
    ['low', '轻微'],
  ])('calls the severity "%s" by its name', (severity, zh) => {
    expect(narrate(event({ type: 'severityChanged', severity, clock, moved, reason: words }))).toEqual({
      en: `Severity changed to ${severity}; the deadline ${MOVED}`,
      'zh-CN': `等级调整为${zh}，到期时间${MOVED_ZH}`,
    });
  });

  it.each<[CaseRequest, string, string]>([
    [{ kind: 'extension', by: 'Wang', reason: words }, 'an extension', '延期'],
    [{ kind: 'suspension', until: MONDAY, by: 'Wang', reason: words }, 'a suspension', '挂账'],
    [{ kind: 'void', code: 'filedByMistake', by: 'Wang', reason: words }, 'voiding the case', '作废'],
  ])('names what is requested or refused: $kind', (request, en, zh) => {
    expect(narrate(event({ type: 'requested', request }))).toEqual({
      en: `Requested: ${en}`,
      'zh-CN': `申请${zh}`,
    });
    expect(narrate(event({ type: 'requestRefused', kind: request.kind, reason: words }))).toEqual({
      en: `Refused: ${en}`,
      'zh-CN': `不同意${zh}`,
    });
  });

  it('tells every deadline that a calendar moves', () => {
    const changes = [
      { clock, moved },
      { part: lawFirm.code, clock, moved },
    ];
    expect(narrate(event({ type: 'recalculated', calendarVersion: '2025-2', changes }))).toEqual({
      en: `Calendar 2025-2: the deadline ${MOVED}; the deadline ${MOVED}`,
      'zh-CN': `工作日历更新为 2025-2，到期时间${MOVED_ZH}；到期时间${MOVED_ZH}`,
    });
  });
});
