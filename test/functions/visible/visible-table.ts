/**
 * What is told to whom of the case in `scene.ts`, by all that the API can be asked, at three stages. RR: the reporter. RO:
 * whoever reported the same in a case that was merged into it. RX: another resident. GG: the grid worker who is drawn to
 * verify. MD, TD, YD, CD: dispatchers of committee, township, county, city. TO: an officer of the township. PO: the police,
 * who handle it. SO: the justice bureau, which answers a part and handles the case the second time. JO: the judicial
 * office, which has returned it. LO: the law firm, whose part was removed. OP: an operator.
 *
 * The county has the case for a moment when it is handled a second time, before it hands it on: it is a unit like others
 * from then on.
 */
export const VISIBLE = {
  joint: `
                              RR RO RX GG MD TO TD YD CD PO SO JO LO OP
who reported                  ✓  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ✓
who else reported             ·  ✓  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ✓
title as reported             ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
narrative as reported         ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
point of the matter           ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
words of the reporter         ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
words of the other reporter   ·  ✓  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
file of the reporter          ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
file of the other reporter    ·  ✓  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
reason of the dispatcher      ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
reason of the return          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
comment of the police         ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
file of the police            ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
ask to the parts              ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
said after the removal        ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
answer of a part              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
wish of a part                ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
order of supervision          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
reason of a request           ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
what became of a part         ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
result for the reporter       ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
comment of the verifier       ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
who verifies                  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
note of the verifier          ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
file of the verifier          ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
who handles                   ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ✓  ·  ·  ·  ✓
who dispatches                ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ✓
satisfaction of the reporter  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
`,
  verification: `
                              RR RO RX GG MD TO TD YD CD PO SO JO LO OP
who reported                  ✓  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ✓
who else reported             ·  ✓  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ✓
title as reported             ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
narrative as reported         ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
point of the matter           ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
words of the reporter         ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
words of the other reporter   ·  ✓  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
file of the reporter          ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
file of the other reporter    ·  ✓  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
reason of the dispatcher      ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
reason of the return          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
comment of the police         ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
file of the police            ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
ask to the parts              ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
said after the removal        ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
answer of a part              ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
wish of a part                ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
order of supervision          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
reason of a request           ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
what became of a part         ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
result for the reporter       ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
comment of the verifier       ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
who verifies                  ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ✓
note of the verifier          ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
file of the verifier          ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
who handles                   ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ✓  ·  ·  ·  ✓
who dispatches                ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ✓
satisfaction of the reporter  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
`,
  closed: `
                              RR RO RX GG MD TO TD YD CD PO SO JO LO OP
who reported                  ✓  ·  ·  ·  ✓  ·  ✓  ·  ✓  ·  ·  ·  ·  ✓
who else reported             ·  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ·  ·  ·  ·  ✓
title as reported             ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
narrative as reported         ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
point of the matter           ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
words of the reporter         ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
words of the other reporter   ·  ✓  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
file of the reporter          ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
file of the other reporter    ·  ✓  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
reason of the dispatcher      ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
reason of the return          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
comment of the police         ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
file of the police            ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
ask to the parts              ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ✓  ✓
said after the removal        ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
answer of a part              ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
wish of a part                ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
order of supervision          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
reason of a request           ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
what became of a part         ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
result for the reporter       ✓  ✓  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
comment of the verifier       ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
who verifies                  ·  ·  ·  ✓  ✓  ·  ✓  ·  ✓  ·  ·  ·  ·  ✓
note of the verifier          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
file of the verifier          ·  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
who handles                   ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ✓
who dispatches                ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ·  ·  ·  ·  ✓
satisfaction of the reporter  ✓  ·  ·  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓
`,
} as const;
