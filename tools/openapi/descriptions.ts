import type { Text } from '#domain/text.ts';

/**
 * By operation: what its summary leaves out. Who may call it and at which stages is added from the definitions that decide
 * it. An operation that is missing here has no document.
 */
export const DESCRIPTIONS: Record<string, Text> = {
  report: {
    en: 'The place is a `point` or a `grid`, never both. Severity and channel follow from category and account; only a dispatcher of the place may give a `severity`. Files were uploaded before (`POST /attachments`). Show `number` to the reporter: people name the case by it. Offline, keep the `Idempotency-Key` and send it later: the matter is filed once.',
    'zh-CN':
      '地点为 point 或 grid 之一。等级和来源由类别和账号确定，仅本地派遣员可填写 severity。文件须先上传（POST /attachments）。请向上报人出示案件编号（number）。离线时保留 Idempotency-Key，联网后再发送，不会重复立案。',
  },
  selfHandle: {
    en: 'The case is filed and closed in one step. A share of such cases, by the `onSpot` rules of the policy, goes to verification first. Those rules also say which matters are settled on the spot, and whether a point or a file must show it. Whoever was offline says when it was settled: `settledAt`, at most seven days ago.',
    'zh-CN':
      '立案与结案一步完成；按办理规则 onSpot 抽取的案件先转核实。onSpot 还规定哪些事项可自行处置、是否须附坐标或文件。离线补报的，用 settledAt 说明处置时间（七天以内）。',
  },

  assign: {
    en: 'The unit must answer for the place, and must not stand higher than both the centre that assigns and the case: `GET /units?answersFor=` finds those that fit. Its clock for acknowledgement starts. After too many returns the case must be designated instead.',
    'zh-CN':
      '承办单位须负责该地点，且层级不得高于分派的指挥中心和案件当前层级，可用 GET /units?answersFor= 查找。签收时限开始计时。退回次数用完后须改为指定办理。',
  },
  designate: {
    en: 'As `assign`, but the unit cannot return the case. It is the way out when a case was returned as often as the policy allows.',
    'zh-CN': '与分派相同，但该单位不得退回。退回次数用完的案件须指定办理。',
  },
  delegate: {
    en: 'Returns and delegations share the quota `returnQuota` of the policy, so that a case is not handed to and fro.',
    'zh-CN': '下交与退回共用办理规则的次数上限 returnQuota，以免来回推转。',
  },
  acknowledge: {
    en: 'The clock for acknowledgement ends. The limit for handling started when the case was dispatched.',
    'zh-CN': '签收计时结束；办理时限自派遣时起算。',
  },
  return: {
    en: '`code` is one of the `returnReasons` of the catalogue. The case goes back to the centre that dispatches for the unit; the return that uses up the quota goes one level higher, where a unit is designated.',
    'zh-CN':
      'code 取自代码表的 returnReasons。案件退回为该单位派遣的指挥中心；用完次数的那次退回转上一级，由其指定办理。',
  },
  whistle: {
    en: 'Name `units`, a `template` of the catalogue (`jointTemplates`), or both: ten units at most. Each gets a part with a limit of its own. `join` says when the lead unit goes on: with all parts, any, or a quorum; a template brings its own. A late part is raised to the superior of its unit.',
    'zh-CN':
      '填写 units、代码表中的联动模板 template（jointTemplates），或两者，最多十个单位。每个单位有一项协办任务和各自的时限。join 为会合条件：全部、任一或若干个；模板自带会合条件。逾期的协办任务转其上级单位。',
  },
  submitResult: {
    en: 'After joint handling `parts` says, by the code of each unit that responded, what became of its part. A grid worker who did not handle the case is drawn near the place to verify it.',
    'zh-CN':
      '联合处置后，parts 须按单位编码逐一说明已反馈的协办任务。系统在附近抽取一名未参与办理的网格员核实。',
  },
  verify: {
    en: 'A grid worker gives `evidence`: when it was taken or files uploaded after the result and, if the case has a point, where. A centre that verifies in the place of the grid worker who was drawn says why: `instead`. A failure needs a `code` of the `reworkReasons`.',
    'zh-CN':
      '网格员须填写 evidence：取证时间或办结后上传的文件，案件有坐标的还须有位置。指挥中心代为核实的，用 instead 说明理由。不通过的，code 取自 reworkReasons。',
  },
  followUp: {
    en: 'The case is closed when every reporter is satisfied, or when the unit in charge answers for those who are silent. The first time one of them is not satisfied, the level above handles the case again (`secondLook`); the second time it is closed, and each answer is kept.',
    'zh-CN':
      '所有上报人均满意，或由责任单位代未答复者答复，即结案。首次有一人不满意的，由上一级二次办理（secondLook）；再次不满意的，记录答复后结案。',
  },
  escalate: {
    en: 'The centre one level above becomes responsible. The ladder of the policy does the same by itself when a limit runs out, so the version seen must be named (`If-Match`): two must not lift the case twice.',
    'zh-CN':
      '由上一级指挥中心负责。逾期时催办阶梯也会自动提级，因此须以 If-Match 注明所见版本，以免重复提级。',
  },
  extend: {
    en: 'Asks for the original limit once more, `extensionQuota` times at most and before the deadline. One request can wait at a time; it is decided with `approve` or `refuse`.',
    'zh-CN':
      '申请再加一个原时限，须在到期前提出，次数上限为 extensionQuota。同一时间只能有一项待审批的申请，由上级同意或不同意。',
  },
  suspend: {
    en: 'Asks to pause the clock until a date, `suspensionDays` ahead at most, before the deadline, and once in the life of a case. The time used is kept. It ends by itself at that date.',
    'zh-CN':
      '申请暂停计时至指定时间：最多 suspensionDays 天，须在到期前提出，每案限一次。已用时间保留，到期自动恢复。',
  },
  resume: {
    en: 'The clock goes on with the time that was left.',
    'zh-CN': '以剩余时间继续计时。',
  },
  void: {
    en: 'For what was filed by mistake. `code` is one of the `voidReasons` of the catalogue. Decided with `approve` or `refuse`.',
    'zh-CN': '用于误报等情形，code 取自代码表的 voidReasons，由上级同意或不同意。',
  },
  merge: {
    en: 'The other case must be older, of the same branch of categories and within `similar.metres` of this one. Reporters of this case follow the other from then on. Once either case was acknowledged, this is a request that a unit above decides. A command on the merged case is answered with the id of the one that goes on (`into`).',
    'zh-CN':
      '目标案件须先上报、同一大类，且距离在 similar.metres 以内。本案上报人此后可查看目标案件的进展。任一案件已签收的，转为申请，由上级单位审批。对已并案件的操作会得到其并入案件的编号（into）。',
  },
  approve: {
    en: 'Carries out what was asked for: an extension, a suspension, a voiding or a merge (`request` of the case).',
    'zh-CN': '执行所申请的事项：延期、挂账、作废或并案（案件的 request）。',
  },
  refuse: {
    en: 'The request ends, and the case goes on as it was. A refusal uses up nothing.',
    'zh-CN': '申请终止，案件照常办理，不计入次数。',
  },
  changeSeverity: {
    en: 'The limits of the new severity hold at once. The time already used counts, and no deadline comes to lie in the past of the change.',
    'zh-CN': '立即适用新等级的时限，已用时间计入；新的到期时间不早于调整之时。',
  },
  supervise: {
    en: 'The unit in charge owes a reply by a deadline of its own, whatever its other clocks say. One supervision can wait at a time.',
    'zh-CN': '责任单位须在单独的时限内回复，不影响其他计时。同一时间只能有一项待回复的督办。',
  },
  reply: {
    en: 'Ends the supervision that waits. What the unit says is in the history.',
    'zh-CN': '回复后督办结束，内容记入办理过程。',
  },
  decline: {
    en: '`code` is one of the `declineReasons` of the catalogue. The reporter is told why and may appeal once.',
    'zh-CN': 'code 取自代码表的 declineReasons。上报人会得知理由，可申诉一次。',
  },
  appeal: {
    en: 'Goes to the centre above the one that declined; at the city, to the supervising unit. Possible within `reopenWithin` of the policy, once for each case.',
    'zh-CN':
      '由不予受理的指挥中心的上一级审查，市级由监督单位审查。须在 reopenWithin 期限内提出，每案限一次。',
  },
  reopen: {
    en: 'Possible within `reopenWithin` and `reopenQuota` times; after that, once, by a higher level. The township’s centre dispatches the case again. The version seen must be named (`If-Match`).',
    'zh-CN':
      '须在 reopenWithin 期限内，次数上限为 reopenQuota；用完后只能由更高一级重开一次。由乡镇（街道）指挥中心重新派遣。须以 If-Match 注明所见版本。',
  },
  comment: {
    en: 'Changes nothing but the history, at every stage.',
    'zh-CN': '只记入办理过程，任何阶段均可。',
  },

  respond: {
    en: 'The part is complete. With as many parts as the join policy wants, the lead unit goes on, and open parts are released.',
    'zh-CN': '该协办任务完成。达到会合条件后，主办单位继续办理，其余协办任务解除。',
  },
  returnPart: {
    en: '`code` is one of the `returnReasons` of the catalogue. The lead unit does without this part.',
    'zh-CN': 'code 取自代码表的 returnReasons。主办单位不再等待该协办任务。',
  },
  removePart: {
    en: 'The assistant unit owes nothing any more.',
    'zh-CN': '协办单位无需再反馈。',
  },
  extendPart: {
    en: 'Asks for the limit of the part once more, before its deadline.',
    'zh-CN': '申请再加一个原时限，须在到期前提出。',
  },
  approvePart: {
    en: 'The part gets its original limit once more.',
    'zh-CN': '该协办任务再加一个原时限。',
  },
  refusePart: {
    en: 'The deadline of the part stays. A refusal uses up nothing.',
    'zh-CN': '到期时间不变，不计入次数。',
  },

  prepareUpload: {
    en: 'Send the file to `uploadUrl` with PUT and exactly the `headers` of the answer; no token is needed there. At most 20 MB; the bytes must have the SHA-256 that was told. Then name `fileId` in a report, an attachment or a verification within 24 hours, once. Nothing is kept of a slot: the same key gets another one.',
    'zh-CN':
      '以 PUT 将文件发送至 uploadUrl，并原样带上回答中的 headers，无需 token；文件不超过 20 MB，且与所填 SHA-256 一致。随后 24 小时内在上报、附件或核实中填写 fileId，限用一次。不保留上传位：同一键再次请求得到另一个。',
  },
  attach: {
    en: 'Ten files at a time. Each reporter gives a case ten files at most, each unit twenty, a verifier ten for each result.',
    'zh-CN': '一次最多十个文件。每案中每名上报人最多十个，每个单位最多二十个，核实人每次办结后最多十个。',
  },
  listAttachments: {
    en: 'Each link works for five minutes and needs no token. Reporters are told of their own files, a unit that was taken off of those up to then.',
    'zh-CN': '每个下载链接五分钟内有效，无需 token。上报人只见本人的文件，已退出的单位只见退出以前的。',
  },

  findSimilar: {
    en: 'Ask before filing, and offer to comment on an open case instead. Suggestions lie within `similar.metres` of the policy, were filed in the last `similar.days`, and are cases that the caller may see, nearest first. `around` counts all recent ones in cells of about a kilometre; sensitive categories are not counted.',
    'zh-CN':
      '上报前查询，可提示改为在已有案件上备注。结果为 similar.metres 以内、最近 similar.days 天、调用者可查看的在办案件，由近及远。around 为约一公里范围内的近期数量，敏感类别不计。',
  },
  getCase: {
    en: 'What each caller is told depends on their part in the case; a field that is not for them is absent. `commands` says what the caller may do now, or why not: make buttons of it, and no rules of your own. `answer` tells in one text how the matter stands.',
    'zh-CN':
      '内容因调用者与案件的关系而异，不得知悉的字段不出现。commands 说明调用者现在可执行的操作及不可执行的理由，可直接用作按钮。answer 以一段话说明事项进展。',
  },
  listEvents: {
    en: 'Each event has one sentence in the caller’s language (`text`), who or which rule did it, and `details` as far as the caller is told. `format=export` answers the whole history word for word as one file, which `npm run verify-history` checks without the server; it is for operators of the place, and for dispatchers of the city’s centre unless it had the case.',
    'zh-CN':
      '每条记录含一句说明（text）、执行人或规则，以及调用者可知悉的 details。format=export 导出完整的办理过程文件，可用 npm run verify-history 脱机核验；限本地运维人员和未经办本案的市指挥中心的派遣员。',
  },
  getDeadline: {
    en: 'Each clock tells its limit, its deadline, the rungs ahead, and `steps`: sentence by sentence how calendar and office hours lead from start to deadline.',
    'zh-CN':
      '逐一说明每个计时的时限、到期时间、后续催办档，并以 steps 逐句说明如何按日历和办公时间得出到期时间。',
  },
  listCases: {
    en: 'Every filter may be left out; all that are given hold. `stage`, `severity` and `flags` take several, joined by commas (of `flags` a case has all). Without `area` it is the caller’s own; an officer without `area` and `unit` is shown what their unit has, a resident what they reported. `sort=due` is by the deadline of the stage, the earliest first; `sort=filed` by when a case was filed, the newest first. Listed is what the caller may see, as `GET /cases/{id}` tells it. At most 500 entries are looked at for a page, so that a page may be short or empty; only a missing `cursor` ends the list. While somebody goes from page to page, a case whose deadline stays is shown exactly once; one whose deadline moves to a later instant may be shown again, and one whose deadline moves to an earlier instant may be missed in this walk; with `sort=filed` nothing moves. A cursor is good for the same person and the same filters; after an import begin with the first page. `changedSince` lists what has changed since, in the order of the changes; repeats are possible, gaps are not. Ask next with the `asOf` of the first page.',
    'zh-CN':
      '所有条件均可省略，须同时满足；stage、severity、flags 可用逗号列出多项（flags 须全部具备）。默认区划为本人辖区，承办人员默认为本单位，居民看到本人上报的案件。sort=due 按阶段到期时间，最早的在前；sort=filed 按上报时间，最新的在前。只列出您可查看的案件，内容与 GET /cases/{id} 一致。每页最多检索 500 条，因此一页可能不满或为空，没有 cursor 即到末页。翻页期间：到期时间未变的案件恰好出现一次，推后的可能再次出现，提前的可能在本次翻页中漏掉；sort=filed 不受影响。cursor 只能由同一人、以同样的条件使用；基础数据重新导入后请从第一页开始。changedSince 列出此后有变更的案件，按变更先后，可能重复，不会遗漏；下次请以本次回答的 asOf 作为 changedSince。',
  },
  worklist: {
    en: 'Handling, parts, requests to decide, replies, verification and follow-up of the caller’s unit; `why` says which. Of a grid worker, what is in their own grids and what they were drawn to verify; of an operator, parked cases. Residents get an empty list. It follows a change within moments.',
    'zh-CN':
      '列出本单位的办理、协办、审批、督办回复、核实和回访事项，why 说明原因；网格员只见本人网格的和抽定本人核实的，运维人员见转运维的案件，居民得到空列表。变更后片刻更新。',
  },
  overview: {
    en: 'Whoever comes on shift sees at once how an area stands, without `area` their own. `overdue` and `dueSoon` (the next 60 minutes, with the first five) are told of the area; to an officer, of what their unit has in charge. Above a township a case counts once its last reminder before the deadline has fired. Where `atLeast` is true there may be more than that. `waiting` is what `GET /worklist` lists, counted by `why`. `days` are the whole days that the shift touches, from the day of `since` until today, as `GET /areas/{code}/statistics` counts them: a minute or so behind. `troubles` and `alarms` are told to operators. `alarms` are those of the whole city that ring, the longest first, each by the title of its article in the runbook (`docs/runbook.md#<name>`) and the end of its name in CloudWatch. They are known from changes that CloudWatch has told since the release with this list was deployed: an alarm that was ringing before is missing until it changes. What a release has no more is not shown. `calendar.note` comes when fewer than 60 days are known.',
    'zh-CN':
      '接班时一次看清一个区划的情况，默认为本人辖区。overdue（超期）和 dueSoon（60 分钟内到期，列出最先到期的五件）按区划统计，承办人员为本单位在办的案件；乡镇（街道）以上，案件在到期前最后一次催办发出后计入。atLeast 为 true 表示实际可能更多。waiting 为 GET /worklist 所列事项，按 why 计数。days 为当班涉及的整日，自 since 当日至今日，口径与 GET /areas/{code}/statistics 一致，约迟一分钟。troubles 和 alarms 只告知运维人员。alarms 为全市正在响起的告警，响得最久的在前；name 即运维手册的条目（docs/runbook.md#<name>），也是 CloudWatch 中告警名称的结尾。告警状态来自本功能部署以后 CloudWatch 发来的变化：部署前已在响的告警，要等其状态再次变化才会列出；新版本已取消的告警不再列出。日历不足 60 天时给出 calendar.note。',
  },
  getDocument: {
    en: 'Made of the schemas that validate requests, in the caller’s language: this document.',
    'zh-CN': '由校验请求的同一套定义生成，语言随 Accept-Language：即本说明。',
  },
  readDocument: {
    en: 'One page that asks for nothing more, so that it can be kept: a browser that is sent to it by its address has no token, so a client fetches it, or `curl` does.',
    'zh-CN':
      '单个网页，不再加载其他内容，可保存备查。浏览器直接打开网址时没有令牌，请由客户端或 curl 带令牌取得。',
  },
  listNotices: {
    en: 'What a unit (`box=unit`) or the caller (`box=own`) is told besides what stands on lists: a limit that runs out, cards, supervision, what was asked, decided or answered, what came back, and to reporters what became of their case. `unread=true` leaves out what the caller has read. A case that the caller may not see is left out, so that a page may be short; only a missing `cursor` ends the list. New notices follow their case within moments. Of one event ten units and people are told at most; everybody else who reported the same finds it with `GET /cases?reporter=me`.',
    'zh-CN':
      '列出告知本单位（box=unit）或本人（box=own）的消息：时限提醒、亮牌、督办、申请与审批、答复、退回和返工，以及告知上报人的处理情况。unread=true 只列未读。无权查看的案件不列出，因此一页可能不满；没有 cursor 才是最后一页。消息在案件变更后片刻出现。同一事件最多告知十个单位和个人，其余共同上报人可用 GET /cases?reporter=me 查看。',
  },
  readNotices: {
    en: 'Everything until `until` counts as read, for the caller alone; colleagues have marks of their own. Send the `at` of the latest notice that was shown. A mark never goes back, and never into the last minute, whose notices may not be listed yet; `readUntil` tells where it stands.',
    'zh-CN':
      'until 及以前的消息记为本人已读，同事各自标记。请填写已显示的最新一条的 at。标记只进不退，也不超过一分钟以前（最近一分钟的消息可能尚未列出）；readUntil 为标记现在的位置。',
  },
  getAreaStatistics: {
    en: 'At most 92 days, as a total, or by day, month or the areas below; beside it, if asked, the same number of days before (`compare=before`). A rate is told by numerator and denominator, so that figures of several areas can be added. With `by=area` and `rankBy` the areas below stand in the order of a rate, the best first: those alike share a `rank`, and with fewer than 5 in the denominator there is none. `closureOnTime` leaves the time of suspensions out of account, `closureOnTimeRaw` does not. `format=csv` answers a table.',
    'zh-CN':
      '最多 92 天，可取合计，或按日、月、下级区划分列；compare=before 同时给出之前同样天数的数字。比率以分子和分母给出，便于合并。by=area 时可用 rankBy 按某一比率排名，由好到差，并列者名次相同，分母不足 5 的不排名。closureOnTime 扣除挂账时间，closureOnTimeRaw 不扣除。format=csv 得到表格。',
  },
  getUnitStatistics: {
    en: 'At most 24 months, together or by month; with `compare=before` the same number of months before stands beside the total. Rates are told by numerator and denominator. `format=csv` answers a table.',
    'zh-CN':
      '最多 24 个月，可取合计或按月分列；合计可用 compare=before 同时给出之前同样月数的数字。比率以分子和分母给出。format=csv 得到表格。',
  },
  listUnitStatistics: {
    en: 'At most 24 months, one entry for each unit that sits at the area itself; with `rankBy` in the order of a rate, as areas are; `compare=before` as for areas. Rates are told by numerator and denominator. `format=csv` answers a table.',
    'zh-CN':
      '最多 24 个月，设在该区划的每个单位一项，可用 rankBy 排名，compare=before 与区划相同。比率以分子和分母给出。format=csv 得到表格。',
  },

  me: {
    en: 'Whoever is not on the staff list is a resident, without unit and area.',
    'zh-CN': '不在人员名单中的为居民，没有单位和辖区。',
  },
  getCatalogue: {
    en: 'Keep it: the answer has an `ETag`, and one asked for by its `version` never changes. A case tells the `policyVersion` under which it was filed, which may be asked for as well.',
    'zh-CN':
      '请缓存：回答含 ETag；按 version 读取的内容永不变化。案件的 policyVersion 也可作为 version 读取。',
  },
  listUnits: {
    en: '`answersFor` finds the units to which a case of a grid may be given; `category` those with a duty for it by the policy in force.',
    'zh-CN': 'answersFor 查找可承办某网格案件的单位；category 查找按现行办理规则负有该类职责的单位。',
  },
  getUnit: {
    en: '`staff` is there for the unit’s own people, the units above it and operators, a page at a time.',
    'zh-CN': '本单位、上级单位和运维人员可见 staff，分页给出。',
  },
  getArea: {
    en: 'The first digits of a code are the codes of the areas above.',
    'zh-CN': '编码的前几位即上级区划的编码。',
  },
  listChildren: {
    en: 'By code. An area without any, or that does not exist, has an empty list.',
    'zh-CN': '按编码排列。没有下级或不存在的区划得到空列表。',
  },
  locate: {
    en: 'Tell the datum with `crs`: phones in China give GCJ02, some 500 m off. A border belongs to one of its grids.',
    'zh-CN': '用 crs 说明坐标系：国内手机多为 GCJ02，偏差约 500 米。边界上的点归其中一个网格。',
  },
  explainDeadline: {
    en: 'By the calendar in force. `beyondCalendar` says that the deadline depends on days for which there is no holiday notice yet.',
    'zh-CN': '按现行工作日历试算。beyondCalendar 表示到期时间涉及尚未公布放假安排的日期。',
  },

  getPolicy: {
    en: 'Cases keep the policy under which they were filed. `since` tells since when it is in force and who approved it.',
    'zh-CN': '案件沿用立案时的办理规则。since 说明自何时起执行、由何人同意。',
  },
  dryRunPolicy: {
    en: 'Takes the cases filed in an area within a period, 200 at most, and tells for which the unit, the deadlines or the escalations would have been different. Nothing is changed or kept.',
    'zh-CN':
      '取某区划某时段立案的案件（最多 200 件），说明哪些案件的承办单位、到期时间或提级会不同。不作任何改动。',
  },
  listCalendars: {
    en: '`knownUntil` is the last day for which working days are certain.',
    'zh-CN': 'knownUntil 为工作日安排已确定的最后一天。',
  },
  getCalendar: {
    en: 'Days that are not as their weekday says. The answer may be sent back as `calendarYear` of an amendment.',
    'zh-CN': '列出与平常星期不同的日子。回答可直接用作变更的 calendarYear。',
  },
  listEditions: {
    en: '`inForce` holds now, `planned` takes over later, and to `before` there is a way back with `POST /amendments`.',
    'zh-CN':
      'inForce 为现行版本，planned 为已同意而尚未生效的版本，before 为可用 POST /amendments 恢复的上一版本。',
  },
  listAmendments: {
    en: 'The latest first: who proposed and who decided, when, from which version to which, why, and what it would do.',
    'zh-CN': '最近的在前：何人提出、何人同意、何时、由哪一版改为哪一版、理由和影响。',
  },
  getAmendment: {
    en: 'With all that was proposed. Whoever decides reads `warnings` first: what it was foreseen to do.',
    'zh-CN': '含提出的全部内容。审批人请先看 warnings（预计的影响）。',
  },
  proposeAmendment: {
    en: 'One of: a `policy` under a version of its own, a `calendarYear`, or an `earlier` version back. Nothing of it holds before a second person approves. A policy with faults is refused with each place and reason.',
    'zh-CN':
      '三者之一：新的办理规则（policy，须有新版本号）、某年的放假调休安排（calendarYear），或恢复以前的版本（earlier）。由另一人同意后执行。有错误的办理规则会逐处说明位置和原因。',
  },
  approveAmendment: {
    en: 'It is in force within a minute; an edition, at its effective date. Open cases keep their policy; a calendar recounts the deadlines of open cases in a background job.',
    'zh-CN':
      '一分钟内执行（基础数据按生效日期）。在办案件沿用原办理规则；日历变更由后台作业重算在办案件的到期时间。',
  },
  refuseAmendment: {
    en: 'Nothing of it comes in force. The reason is in the record.',
    'zh-CN': '不予执行，理由记入变更记录。',
  },
  withdrawAmendment: {
    en: 'Nothing of it comes in force. The reason is in the record.',
    'zh-CN': '不予执行，理由记入变更记录。',
  },

  listExecutions: {
    en: 'The latest first. An execution that has failed may belong to a case that another one drives by now: `GET /operations/troubles?kind=undriven` tells which have none.',
    'zh-CN':
      '最近的在前。失败的流程实例，其案件可能已由另一实例接续；未被驱动的案件见 GET /operations/troubles?kind=undriven。',
  },
  listTroubles: {
    en: 'The oldest first, by kind: driven by no execution (`undriven`), with a rung that cannot be fired (`unfired`), with a change that was not passed on (`unrelayed`), with news that the receiver of a webhook has not taken (`undelivered`), in a grid that is gone (`unplaced`). What is solved leaves the list.',
    'zh-CN':
      '最早的在前，按类型：未被流程驱动（undriven）、到期未能处理（unfired）、变更未能传递（unrelayed）、推送未能送达（undelivered）、所属网格已撤销（unplaced）。已解决的不再列出。',
  },
  restartCase: {
    en: 'A new execution continues from where the case stands; the one before is stopped. Nothing is decided, and no time is lost or won.',
    'zh-CN': '由新的流程实例从案件现状继续，原实例停止。不作任何决定，计时不变。',
  },
  redeliver: {
    en: '`delivery` is that of `GET /operations/troubles`. The answer says that it was asked for; the list tells what came of it.',
    'zh-CN': 'delivery 见 GET /operations/troubles。回答只表示已受理，结果见运行异常清单。',
  },
  listJobs: {
    en: 'The latest of each kind: `recalculate` after a calendar has changed, `rehome` after borders have.',
    'zh-CN': '每种作业的最近一次：日历变更后重算时限（recalculate），边界调整后划归现行网格（rehome）。',
  },
  startJob: {
    en: 'Moves the open cases whose grid is gone, or whose point lies in another grid by now. It runs with the sweep, some cases a minute; started again, it begins anew.',
    'zh-CN':
      '将所属网格已撤销或坐标已属其他网格的在办案件划归现行网格。作业随每分钟的巡检分批进行，再次启动则从头开始。',
  },

  listWebhooks: {
    en: 'Those of the caller’s own area. Secrets are told once, when they are made.',
    'zh-CN': '列出本人辖区内的订阅。密钥只在生成时给出一次。',
  },
  createWebhook: {
    en: 'Each message is signed as Standard Webhooks has it, tried for a day, and may come twice: docs/webhooks.md shows a receiver. The `secret` is in this answer and nowhere else; a repeated request gets the answer without it.',
    'zh-CN':
      '每条通知按 Standard Webhooks 签名，一天内重试，可能重复送达，接收示例见 docs/webhooks.md。密钥（secret）只在本次回答中给出，重复请求不再给出。',
  },
  rotateSecret: {
    en: 'For 24 hours the secret before signs as well, so that the receiver can change over. The new one is in this answer and nowhere else.',
    'zh-CN': '此后 24 小时内新旧密钥同时签名，便于接收方更换。新密钥只在本次回答中给出。',
  },
  removeWebhook: {
    en: 'With its secrets. What it has not been told yet is not sent any more.',
    'zh-CN': '连同密钥一并删除，尚未送达的通知不再发送。',
  },
};
