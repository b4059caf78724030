import * as z from 'zod/mini';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { joinPolicy } from '#domain/policy/policy.ts';
import type { Text } from '#domain/text.ts';
import { evidence } from '#shared/http/places.ts';
import { code, instant, narrative, reason, severity } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';

/** Commands that have operations of their own: in `merge.ts`, and in the functions attachments and operators. */
const SERVED_ELSEWHERE = ['merge', 'attach', 'restart'] as const satisfies PersonalCommand['type'][];

type CommandType = Exclude<PersonalCommand['type'], (typeof SERVED_ELSEWHERE)[number]>;
/** Commands on one part of joint handling: their address names the unit. */
type PartCommandType = 'respond' | 'returnPart' | 'removePart' | 'extendPart' | 'approvePart' | 'refusePart';

/** What a person says with a command, besides what its address says. */
type Said<T extends PersonalCommand['type'], InAddress extends string = never> = SaidWith<
  Extract<PersonalCommand, { type: T }>,
  InAddress
>;
type SaidWith<C, InAddress extends string> = C extends unknown ? Omit<C, 'type' | InAddress> : never;

interface Route<Body> {
  summary: Text;
  body: z.ZodMiniType<Body>;
}

const nothing = z.strictObject({});
const why = z.strictObject({ reason });
const whyByCode = z.strictObject({ code, reason });
const stars = z.exactOptional(z.int().check(z.gte(1), z.lte(5)));
const shown = z.exactOptional(evidence);

/** Units that one whistle calls at most: joint handling is for hard matters, not for mailing lists. */
const MAX_UNITS = 10;

/** The commands on a case, each at `/cases/{id}/<command>`. One that is not here, or says less than it takes, does not compile. */
export const COMMANDS: { [T in Exclude<CommandType, PartCommandType>]: Route<Said<T>> } = {
  assign: {
    summary: { 'zh-CN': '分派：由指挥中心交办给承办单位', en: 'Assign: the centre gives the case to a unit' },
    body: z.strictObject({ unit: code, reason }),
  },
  designate: {
    summary: {
      'zh-CN': '指定办理：由上级指定承办单位，不得退回',
      en: 'Designate: a centre names the unit, which cannot return the case',
    },
    body: z.strictObject({ unit: code, reason }),
  },
  delegate: {
    summary: { 'zh-CN': '下交：交由下一级中心办理', en: 'Delegate: hand the case one level down' },
    body: why,
  },
  acknowledge: {
    summary: { 'zh-CN': '签收：承办单位接收案件', en: 'Acknowledge: the unit signs for the case' },
    body: nothing,
  },
  return: {
    summary: {
      'zh-CN': '退回：非本单位职责，退回指挥中心',
      en: "Return: not this unit's duty, back to the centre",
    },
    body: whyByCode,
  },
  whistle: {
    summary: {
      'zh-CN': '吹哨：请相关单位联合处置，可用模板（如“三所联调”）',
      en: 'Whistle: ask other units to join, by name or by a template such as threeOffice',
    },
    body: z
      .strictObject({
        units: z.exactOptional(z.array(code).check(z.minLength(1), z.maxLength(MAX_UNITS))),
        template: z.exactOptional(code),
        /** When joint handling goes on: with all parts in, any, or a quorum; a template brings its own. */
        join: z.exactOptional(joinPolicy),
        ask: narrative,
      })
      .check(
        z.refine(({ units, template }) => units !== undefined || template !== undefined, {
          path: ['units'],
          error: sentence('calledUnits'),
        }),
      ),
  },
  submitResult: {
    summary: {
      'zh-CN': '办结：提交办理结果并逐一说明协办事项，转核实',
      en: 'Submit the result, saying what became of each part; it goes to verification',
    },
    body: z.strictObject({
      result: narrative,
      /** After joint handling: what became of each part, by the unit's code. */
      parts: z.exactOptional(z.record(z.string().check(z.maxLength(60)), narrative)),
    }),
  },
  verify: {
    summary: {
      'zh-CN': '核实：由非承办人现场核实并取证，通过或返工',
      en: 'Verify: somebody other than the handler passes the work, or sends it back with a reason',
    },
    body: z.discriminatedUnion('passed', [
      z.strictObject({ passed: z.literal(true), note: z.exactOptional(reason), evidence: shown }),
      z.strictObject({ passed: z.literal(false), code, reason, evidence: shown }),
    ]),
  },
  followUp: {
    summary: {
      'zh-CN': '回访：满意则结案，不满意则由上一级再次办理',
      en: 'Follow up: satisfied closes the case, not satisfied means a second look one level up',
    },
    body: z.discriminatedUnion('satisfied', [
      z.strictObject({ satisfied: z.literal(true), rating: stars }),
      z.strictObject({ satisfied: z.literal(false), rating: stars, reason }),
    ]),
  },
  escalate: {
    summary: { 'zh-CN': '上报上级：提交上一级处理', en: 'Escalate: hand the case one level up' },
    body: why,
  },
  extend: {
    summary: {
      'zh-CN': '延期申请：再给一个原时限，由中心审批',
      en: 'Ask for an extension: the original limit once more, decided by the centre',
    },
    body: why,
  },
  suspend: {
    summary: {
      'zh-CN': '挂账申请：停止计时至某日，由中心审批，仅一次',
      en: 'Ask for a suspension until a date, decided by the centre; once in the life of a case',
    },
    body: z.strictObject({ until: instant, reason }),
  },
  resume: {
    summary: { 'zh-CN': '恢复：挂账案件提前恢复计时', en: 'Resume a suspended case before its date' },
    body: nothing,
  },
  void: {
    summary: {
      'zh-CN': '作废申请：由第二人审批',
      en: 'Ask that a case be struck off; a second person decides',
    },
    body: whyByCode,
  },
  approve: {
    summary: {
      'zh-CN': '同意：批准待审批的申请，须由他人审批',
      en: 'Approve what was asked for; never by the person who asked',
    },
    body: nothing,
  },
  refuse: {
    summary: {
      'zh-CN': '不同意：驳回待审批的申请，不占用次数',
      en: 'Refuse what was asked for; a refusal uses up no quota',
    },
    body: why,
  },
  changeSeverity: {
    summary: {
      'zh-CN': '调整等级：时限随即按新等级计算',
      en: 'Grade a case anew; a shorter limit takes effect at once',
    },
    body: z.strictObject({ severity, reason }),
  },
  supervise: {
    summary: {
      'zh-CN': '督办：上级要求承办单位限时回复',
      en: 'Supervise: a level above asks the unit in charge for a reply in time',
    },
    body: z.strictObject({ text: narrative }),
  },
  reply: {
    summary: { 'zh-CN': '回复督办', en: 'Reply to a supervision' },
    body: z.strictObject({ text: narrative }),
  },
  decline: {
    summary: { 'zh-CN': '不予受理：须有编码的理由', en: 'Decline a matter, with a coded ground' },
    body: whyByCode,
  },
  reopen: {
    summary: {
      'zh-CN': '重开：在期限内重新办理已结案件',
      en: "Reopen a closed case within the policy's window",
    },
    body: why,
  },
  comment: {
    summary: { 'zh-CN': '备注：在案件上留言', en: 'Comment on the case' },
    body: z.strictObject({ text: narrative }),
  },
};

/** The commands on one part of joint handling, each at `/cases/{id}/parts/{unitId}/<verb>`. */
export const PART_COMMANDS: { [T in PartCommandType]: Route<Said<T, 'unit'>> } = {
  respond: {
    summary: { 'zh-CN': '报到：协办单位反馈办理情况', en: 'Respond: an assistant unit hands in its part' },
    body: z.strictObject({ answer: narrative }),
  },
  returnPart: {
    summary: { 'zh-CN': '协办单位退回协办事项', en: 'An assistant unit returns its part: not its duty' },
    body: whyByCode,
  },
  removePart: {
    summary: { 'zh-CN': '主办单位取消协办事项', en: 'The lead takes a part off' },
    body: why,
  },
  extendPart: {
    summary: {
      'zh-CN': '协办单位申请延期，由主办单位审批',
      en: 'An assistant unit asks the lead for more time',
    },
    body: why,
  },
  approvePart: {
    summary: { 'zh-CN': '主办单位同意协办延期', en: 'The lead grants an assistant unit more time' },
    body: nothing,
  },
  refusePart: {
    summary: { 'zh-CN': '主办单位不同意协办延期', en: 'The lead refuses an assistant unit more time' },
    body: why,
  },
};
