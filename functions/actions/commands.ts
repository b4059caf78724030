import * as z from 'zod/mini';
import type { ON_PARTS, PersonalCommand } from '#domain/case/commands.ts';
import { joinPolicy } from '#domain/policy/policy.ts';
import type { Text } from '#domain/text.ts';
import { code, givenInstant, narrative, reason, severity } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';

/**
 * Commands that have operations of their own: in `two-cases.ts` and `verify.ts`, and in the functions attachments and
 * operators.
 */
const SERVED_ELSEWHERE = [
  'merge',
  'approve',
  'verify',
  'attach',
  'restart',
] as const satisfies PersonalCommand['type'][];

type CommandType = Exclude<PersonalCommand['type'], (typeof SERVED_ELSEWHERE)[number]>;
/** Commands on one part of joint handling: their address names the unit. */
type PartCommandType = (typeof ON_PARTS)[number];

/** What a person says with a command, besides what its address says. */
type Said<T extends PersonalCommand['type'], InAddress extends string = never> = SaidWith<
  Extract<PersonalCommand, { type: T }>,
  InAddress
>;
type SaidWith<C, InAddress extends string> = C extends unknown ? Omit<C, 'type' | InAddress> : never;

interface Route<Body> {
  summary: Text;
  /** It lifts the case, so that giving it twice would lift it twice: the version seen must be named. */
  lifts?: true;
  body: z.ZodMiniType<Body>;
}

const nothing = z.strictObject({});
const why = z.strictObject({ reason });
const whyByCode = z.strictObject({ code, reason });
const stars = z.exactOptional(z.int().check(z.gte(1), z.lte(5)));

/** Units that one whistle calls at most: joint handling is for hard matters, not for mailing lists. */
const MAX_UNITS = 10;

/** UTF-16 code units that a result says of all parts together: what ten units say at length. The event is one item. */
const MAX_PARTS_TEXT = 20_000;

/** The commands on a case, each at `/cases/{id}/<command>`. One that is not here, or says less than it takes, does not compile. */
export const COMMANDS: { [T in Exclude<CommandType, PartCommandType>]: Route<Said<T>> } = {
  assign: {
    summary: {
      'zh-CN': '分派：由指挥中心确定承办单位',
      en: 'Assign: the centre names the unit that handles the case',
    },
    body: z.strictObject({ unit: code, reason }),
  },
  designate: {
    summary: {
      'zh-CN': '指定办理：由指挥中心指定承办单位，该单位不得退回',
      en: 'Designate: the centre names the unit, and that unit cannot return the case',
    },
    body: z.strictObject({ unit: code, reason }),
  },
  delegate: {
    summary: {
      'zh-CN': '下交：交由下一级指挥中心负责',
      en: 'Delegate: hand the case to the centre one level below',
    },
    body: why,
  },
  acknowledge: {
    summary: {
      'zh-CN': '签收：承办单位接收案件',
      en: 'Acknowledge: the unit confirms that it has received the case',
    },
    body: nothing,
  },
  return: {
    summary: {
      'zh-CN': '退回：不属于本单位职责，退回指挥中心重新派遣',
      en: "Return: the case is not this unit's duty and goes back to the centre",
    },
    body: whyByCode,
  },
  whistle: {
    summary: { 'zh-CN': '吹哨：请相关单位报到、联合处置', en: 'Whistle: ask other units to join' },
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
      'zh-CN': '办结：提交办理结果，转核实',
      en: 'Submit the result; the case goes to verification',
    },
    body: z.strictObject({
      result: narrative,
      /** After joint handling: what became of each part, by the unit's code. */
      parts: z.exactOptional(
        z
          .record(code, narrative)
          .check(
            z.refine(
              (parts) => Object.values(parts).join('').length <= MAX_PARTS_TEXT,
              sentence('partsTooLong'),
            ),
          ),
      ),
    }),
  },
  followUp: {
    summary: { 'zh-CN': '回访：答复事项是否解决', en: 'Follow up: say whether the matter is settled' },
    body: z.discriminatedUnion('satisfied', [
      z.strictObject({ satisfied: z.literal(true), rating: stars }),
      z.strictObject({ satisfied: z.literal(false), rating: stars, reason }),
    ]),
  },
  escalate: {
    summary: {
      'zh-CN': '提级：提请上一级指挥中心负责',
      en: 'Escalate: hand the case to the centre one level above',
    },
    lifts: true,
    body: why,
  },
  extend: {
    summary: {
      'zh-CN': '申请延期：增加一个原时限',
      en: 'Request an extension: the original limit once more',
    },
    body: why,
  },
  suspend: {
    summary: {
      'zh-CN': '申请挂账：暂停计时至指定时间',
      en: 'Request a suspension: pause the clock until a date',
    },
    body: z.strictObject({ until: givenInstant, reason }),
  },
  resume: {
    summary: { 'zh-CN': '恢复计时：提前结束挂账', en: 'Resume: end a suspension before its date' },
    body: nothing,
  },
  void: {
    summary: { 'zh-CN': '申请作废', en: 'Request that a case be voided' },
    body: whyByCode,
  },
  refuse: {
    summary: { 'zh-CN': '不同意待审批的申请', en: 'Refuse the pending request' },
    body: why,
  },
  changeSeverity: {
    summary: {
      'zh-CN': '调整等级：按新等级重新计算时限',
      en: 'Change the severity; the limits are recalculated at once',
    },
    body: z.strictObject({ severity, reason }),
  },
  supervise: {
    summary: {
      'zh-CN': '督办：上级要求承办单位限时回复',
      en: 'Supervise: a centre above demands a reply from the unit in charge by a deadline',
    },
    body: z.strictObject({ text: narrative }),
  },
  reply: {
    summary: {
      'zh-CN': '回复督办：由承办单位说明情况',
      en: 'Reply: the unit in charge answers a supervision',
    },
    body: z.strictObject({ text: narrative }),
  },
  decline: {
    summary: {
      'zh-CN': '不予受理：须填写理由代码和说明',
      en: 'Decline: the centre does not accept the matter, with a coded reason',
    },
    body: whyByCode,
  },
  appeal: {
    summary: {
      'zh-CN': '申诉：上报人对不予受理有异议，提请上一级重新审查',
      en: 'Appeal: a reporter asks the level above to decide anew on a declined case',
    },
    body: why,
  },
  reopen: {
    summary: { 'zh-CN': '重开：重新办理已结案件', en: 'Reopen a closed case' },
    lifts: true,
    body: why,
  },
  comment: {
    summary: { 'zh-CN': '备注：为案件添加说明', en: 'Comment: add a note to the case' },
    body: z.strictObject({ text: narrative }),
  },
};

/** The commands on one part of joint handling, each at `/cases/{id}/parts/{unitId}/<verb>`. */
export const PART_COMMANDS: { [T in PartCommandType]: Route<Said<T, 'unit'>> } = {
  respond: {
    summary: { 'zh-CN': '报到：协办单位反馈办理情况', en: 'Respond: an assistant unit gives its answer' },
    body: z.strictObject({ answer: narrative }),
  },
  returnPart: {
    summary: {
      'zh-CN': '退回协办任务：不属于本单位职责',
      en: 'Return a part: it is not the duty of the assistant unit',
    },
    body: whyByCode,
  },
  removePart: {
    summary: {
      'zh-CN': '取消协办任务：由主办单位决定',
      en: 'Remove a part: the lead unit no longer needs it',
    },
    body: why,
  },
  extendPart: {
    summary: {
      'zh-CN': '申请协办延期：由主办单位审批',
      en: 'Request more time for a part; the lead unit decides',
    },
    body: why,
  },
  approvePart: {
    summary: { 'zh-CN': '同意协办延期：由主办单位决定', en: 'Approve more time for a part' },
    body: nothing,
  },
  refusePart: {
    summary: { 'zh-CN': '不同意协办延期：由主办单位决定', en: 'Refuse more time for a part' },
    body: why,
  },
};
